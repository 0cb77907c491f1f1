package io.cptm8.orchestratorm8.bench;

import io.cptm8.orchestratorm8.testing.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The program as it is installed and prepared, with what it is run with. Several instances may run from one; their lines
 * are then in one log.
 */
record Home(Path directory, Path jdk) {

    static Home prepare(Path installed, Path directory, Outfit outfit) throws Exception {
        copy(installed, directory, file -> outfit.asShipped() || !file.toString().contains("/scanners/"));
        set(directory.resolve("application.properties"), outfit.settings());
        for (var scanner : outfit.scanners()) {
            Files.writeString(directory.resolve("routes/scanners/" + scanner.name() + ".yaml"), scanner.text());
        }
        var home = new Home(directory, outfit.jdk());
        var preparation = Child.start(directory, home.java(), home.launcher(), "prepare");
        if (preparation.process().waitFor() != 0) {
            throw new IllegalStateException("the program could not be prepared: "
                    + Files.readString(directory.resolve("output.txt")));
        }
        return home;
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
        var environment = new HashMap<>(java());
        environment.put("ORCHESTRATORM8_JAVA_OPTS", options);
        environment.putAll(Map.ofEntries(
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
                Map.entry("ORCHESTRATORM8_HTTP_HOST", "127.0.0.1")));
        return new Instance(Child.start(folder, environment, launcher(), "launch", "--port", "" + port), plot, port);
    }

    private String launcher() {
        return directory.resolve("orchestratorm8").toString();
    }

    private Map<String, String> java() {
        return Map.of("JAVA_HOME", jdk.toString());
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

    /** With the attributes: a class archive must be newer than what it was made of. */
    private static void copy(Path from, Path to, Predicate<Path> wanted) throws IOException {
        try (var files = Files.walk(from)) {
            files.filter(wanted.and(file -> !file.toString().contains("/embedded"))).forEach(file -> {
                try {
                    var copy = to.resolve(from.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(copy);
                    } else {
                        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
