package io.cptm8.orchestratorm8.bench;

import io.cptm8.orchestratorm8.testing.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * The program as it is installed and prepared, with its settings as shipped and the scanners' files that it is given.
 * Several instances may run from one; their lines are then in one log.
 */
record Home(Path directory) {

    static Home prepare(Path installed, Path directory, List<ScannerFile> scanners) throws Exception {
        copy(installed, directory);
        for (var scanner : scanners) {
            Files.writeString(directory.resolve("routes/scanners/" + scanner.name() + ".yaml"), scanner.text());
        }
        var home = new Home(directory);
        var preparation = Child.start(directory, Map.of(), home.launcher(), "prepare");
        if (preparation.process().waitFor() != 0) {
            throw new IllegalStateException("the program could not be prepared: "
                    + Files.readString(directory.resolve("output.txt")));
        }
        return home;
    }

    /**
     * Starts an instance by the program's own launcher, and does not wait for it.
     *
     * @param folder for what it says
     */
    Instance launch(Plot plot, Path folder) throws IOException {
        var port = FreePorts.next();
        var database = plot.database();
        var broker = plot.broker();
        var environment = Map.ofEntries(
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
        return new Instance(Child.start(folder, environment, launcher(), "launch", "--port", "" + port), plot, port);
    }

    private String launcher() {
        return directory.resolve("orchestratorm8").toString();
    }

    /** Without scanners' files, and with the attributes: a class archive must be newer than what it was made of. */
    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            files.filter(file -> !file.toString().contains("/scanners/")).forEach(file -> {
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
