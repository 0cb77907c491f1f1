package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.config.SettingsReader;
import io.cptm8.orchestratorm8.metrics.Meters;
import io.cptm8.orchestratorm8.scanner.Scanner;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;

/** The application's own beans, as routes name them, with the shipped settings; nothing of it is connected. */
public final class UnconnectedServices implements AutoCloseable {

    private final Settings settings = new SettingsReader(Path.of("").toAbsolutePath(), Map.of()).read();
    private final Services services = new Services(settings, Clock.systemUTC(), Meters.bare());

    /** Gives a context whatever a route may refer to. */
    public void bindTo(CamelContext context) {
        services.names().forEach(context.getRegistry()::bind);
        context.getPropertiesComponent().setInitialProperties(CamelProperties.of(settings));
        context.getRegistry().bind("platform-http-engine", new NoHttpEngine());
        Timers.heldIn(context);
    }

    /** Fills in {@code {{key}}} of a scanner's file. */
    public UnaryOperator<String> placeholders() {
        return CamelProperties.placeholders(settings);
    }

    /** A scanner's route claims only for a scanner that is known. */
    public void know(Scanner scanner) {
        services.claimTerms.put(scanner);
    }

    @Override
    public void close() {
        services.close();
    }
}
