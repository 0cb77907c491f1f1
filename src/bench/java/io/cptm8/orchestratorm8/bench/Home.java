package io.cptm8.orchestratorm8.bench;

import io.cptm8.orchestratorm8.testing.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an installation is run with: settings and routes, and where it logs. Several instances may run from one; their
 * lines are then in one log.
 */
record Home(Installation installation, Path directory) {

    static Home lay(Installation installation, Path directory, Outfit outfit) throws IOException {
        var shipped = installation.directory();
        var scanners = shipped.resolve("routes/scanners");
        new Tree(shipped.resolve("routes"))
                .copy(
                        directory.resolve("routes"),
                        file -> outfit.asShipped() || !file.startsWith(scanners) || file.equals(scanners));
        for (var scanner : outfit.scanners()) {
            Files.writeString(directory.resolve("routes/scanners/" + scanner.name() + ".yaml"), scanner.text());
        }
        var settings = directory.resolve("application.properties");
        Files.copy(shipped.resolve("application.properties"), settings);
        set(settings, outfit.settings());
        return new Home(installation, directory);
    }

    /** Starts an instance without options for the JVM. */
    Instance launch(Plot plot, Path folder) throws IOException {
        return launch(plot, folder, "");
    }

    /**
     * Starts an instance by the program's own launcher, and does not wait for it.
     *
     * @param folder for what it says
     * @param options of the JVM
     */
    Instance launch(Plot plot, Path folder, String options) throws IOException {
        var port = FreePorts.next();
        var database = plot.database();
        var broker = plot.broker();
        var environment = Map.ofEntries(
                Map.entry(
                        "ORCHESTRATORM8_JAVA_OPTS",
                        "-Dorchestratorm8.home=%1$s -Dorchestratorm8.source=%1$s %2$s".formatted(directory, options)),
                Map.entry("POSTGRESQL_HOSTNAME", database.host()),
                Map.entry("POSTGRESQL_PORT", "" + database.port()),
                Map.entry("POSTGRESQL_DB", database.name()),
                Map.entry("POSTGRESQL_USERNAME", database.user()),
                Map.entry("POSTGRESQL_PASSWORD", database.password()),
                Map.entry("RABBITMQ_HOSTNAME", broker.host()),
                Map.entry("RABBITMQ_PORT", "" + broker.port()),
                Map.entry("RABBITMQ_VHOST", broker.virtualHost()),
                Map.entry("RABBITMQ_USERNAME", broker.user()),
                Map.entry("RABBITMQ_PASSWORD", broker.password()),
                Map.entry("ORCHESTRATORM8_HTTP_HOST", "127.0.0.1"));
        return new Instance(installation.start(folder, environment, "launch", "--port", "" + port), plot, port);
    }

    private static void set(Path file, Map<String, String> settings) throws IOException {
        var text = Files.readString(file);
        for (var setting : settings.entrySet()) {
            var line = Pattern.compile("(?m)^" + Pattern.quote(setting.getKey()) + " = .*$").matcher(text);
            if (!line.find()) {
                throw new IllegalArgumentException("no such setting: " + setting.getKey());
            }
            text = line.replaceFirst(setting.getKey() + " = " + setting.getValue());
        }
        Files.writeString(file, text);
    }
}
