package io.cptm8.orchestratorm8.ring;

import io.cptm8.orchestratorm8.notify.Kind;
import io.cptm8.orchestratorm8.notify.Notice;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** After hear.sql: says that a run goes on whose hop was late, stuck, or started again. */
public final class Recovered implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(Recovered.class);

    private final RingMeters meters;
    private final Consumer<Notice> notices;

    public Recovered(RingMeters meters, Consumer<Notice> notices) {
        this.meters = meters;
        this.notices = notices;
    }

    @Override
    public void process(Exchange exchange) {
        List<?> rows = exchange.getMessage().getBody(List.class);
        for (var each : rows) {
            if (each instanceof Map<?, ?> row && row.get("recovered") instanceof String scanner) {
                meters.event(scanner, "recovered");
                var text =
                        "%s has recovered: run %s goes on with %s.".formatted(scanner, row.get("run"), row.get("turn"));
                LOG.info(text);
                notices.accept(new Notice.OfHop(Kind.RECOVERED, scanner, text));
            }
        }
    }
}
