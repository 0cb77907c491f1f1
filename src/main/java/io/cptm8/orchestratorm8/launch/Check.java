package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.deploy.Deployer;
import io.cptm8.orchestratorm8.deploy.RouteFiles;
import io.cptm8.orchestratorm8.scanner.Scanner;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * What is wrong with the routes, found by building every one of them in a context whose routes do not start.
 *
 * @param problems a sentence each, with file and line
 * @param summary what was looked at
 */
public record Check(List<String> problems, String summary) {

    public static Check of(Settings settings, Path routes) throws Exception {
        try (var services = new Services(settings, Clock.systemUTC());
                var context = new DefaultCamelContext()) {
            context.setAutoStartup(false);
            services.names().forEach(context.getRegistry()::bind);
            var properties = CamelProperties.of(settings);
            context.getPropertiesComponent().setInitialProperties(properties);
            context.getRegistry().bind("platform-http-engine", new NoHttpEngine());
            Services.registerPools(context);
            Timers.heldIn(context);
            context.start();
            var deployer = new Deployer(context, new RouteFiles(routes), CamelProperties.placeholders(settings));
            deployer.loadShared();
            var scanners = deployer.readScanners();
            scanners.forEach(deployer::deploy);
            return new Check(
                    deployer.problems(),
                    "Nothing is wrong: application.properties, %d routes, %d scanners (%d enabled)."
                            .formatted(
                                    context.getRoutes().size(),
                                    scanners.size(),
                                    scanners.stream().filter(Scanner::enabled).count()));
        }
    }
}
