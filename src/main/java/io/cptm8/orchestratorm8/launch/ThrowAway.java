package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.metrics.Meters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** A context for building routes in, with everything that routes refer to by name, of which nothing starts or connects. */
final class ThrowAway {

    private ThrowAway() {}

    /** Started, so that routes can be built; closed with all that it has. */
    static CamelContext context(Settings settings) {
        var services = new Services(settings, Clock.systemUTC(), Meters.bare());
        var context = new DefaultCamelContext() {
            @Override
            public void close() throws IOException {
                super.close();
                services.close();
            }
        };
        context.getCamelContextExtension().setName("orchestratorm8-trial");
        context.setAutoStartup(false);
        services.names().forEach(context.getRegistry()::bind);
        context.getPropertiesComponent().setInitialProperties(CamelProperties.of(settings));
        context.getRegistry().bind("platform-http-engine", new NoHttpEngine());
        Timers.heldIn(context);
        try {
            context.start();
        } catch (RuntimeException e) {
            try {
                context.close();
            } catch (IOException closing) {
                throw new UncheckedIOException(closing);
            }
            throw e;
        }
        return context;
    }
}
