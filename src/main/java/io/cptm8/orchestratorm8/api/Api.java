package io.cptm8.orchestratorm8.api;

import io.cptm8.orchestratorm8.why.WhyNot;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.Processor;

/** Everything that answers below {@code /api}, put together. */
public final class Api {

    private final Gatekeeper gatekeeper;
    private final Map<String, Processor> steps;

    /**
     * @param keysFile of the keys that are let in; it need not be there
     * @param why asks on the connections of this program
     */
    public Api(Path keysFile, DataSource database, WhyNot why, MeterRegistry meters) {
        var refused = new RefusalLog(database, System::nanoTime);
        gatekeeper = new Gatekeeper(new Door(new KeyFile(keysFile)), refused, new ApiMeters(meters));
        steps = Map.of(
                "apiRead", new Reading(database),
                "apiChange", new Changing(database, refused),
                "apiStatus", new DomainStatus(why),
                "apiContract", new ContractText());
    }

    public Gatekeeper gatekeeper() {
        return gatekeeper;
    }

    /** What routes refer to, by name. */
    public Map<String, Processor> steps() {
        return steps;
    }
}
