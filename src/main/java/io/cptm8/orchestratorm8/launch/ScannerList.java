package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.deploy.Deployer;
import io.cptm8.orchestratorm8.deploy.RouteFiles;
import io.cptm8.orchestratorm8.scanner.Scanner;
import java.time.Clock;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The scanners as the files of the installation declare them; nothing is connected to.
 *
 * @param scanners of every file that can be read, the disabled ones too
 * @param problems of the files that cannot, a sentence each, with file and line
 */
public record ScannerList(List<Scanner> scanners, List<String> problems) {

    public static ScannerList read(Settings settings) throws Exception {
        try (var services = new Services(settings, Clock.systemUTC());
                var context = new DefaultCamelContext()) {
            context.setAutoStartup(false);
            services.names().forEach(context.getRegistry()::bind);
            context.getPropertiesComponent().setInitialProperties(CamelProperties.of(settings));
            context.getRegistry().bind("platform-http-engine", new NoHttpEngine());
            Services.registerPools(context);
            Timers.heldIn(context);
            context.start();
            var deployer = new Deployer(
                    context, new RouteFiles(settings.home().resolve("routes")), CamelProperties.placeholders(settings));
            deployer.loadShared();
            return new ScannerList(deployer.readScanners(), deployer.problems());
        }
    }
}
