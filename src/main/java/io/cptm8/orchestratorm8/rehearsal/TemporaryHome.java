package io.cptm8.orchestratorm8.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Properties;

/**
 * An installation with one scanner: the templates, and the plain routes that a scanner's route may call, of another. A
 * plain route that begins by itself, by a timer or from a queue, stays out, and so does every setting but the values
 * for scanners' files.
 */
record TemporaryHome(Path path, Path scanner) implements AutoCloseable {

    private static final String VALUES = "orchestratorm8.scanners.";

    /**
     * @param source the folder of application.properties and routes
     * @param file the scanner's
     */
    static TemporaryHome of(Path source, Path file) throws IOException {
        var path = Files.createTempDirectory("orchestratorm8-try-");
        var home = new TemporaryHome(path, path.resolve("routes/scanners").resolve(file.getFileName()));
        try {
            Files.createDirectories(home.scanner.getParent());
            Files.copy(file, home.scanner);
            home.copyTemplates(source.resolve("routes/templates"));
            home.copyPlain(source.resolve("routes"));
            home.writeSettings(source.resolve("application.properties"));
            return home;
        } catch (IOException e) {
            home.close();
            throw e;
        }
    }

    private void copyTemplates(Path templates) throws IOException {
        var copies = Files.createDirectories(path.resolve("routes/templates"));
        try (var files = Files.newDirectoryStream(templates, "*.{yaml,yml}")) {
            for (var file : files) {
                Files.copy(file, copies.resolve(file.getFileName()));
            }
        }
    }

    private void copyPlain(Path routes) throws IOException {
        try (var files = Files.newDirectoryStream(routes, "*.{yaml,yml}")) {
            for (var file : files) {
                if (PassiveRoutes.only(Files.readString(file))) {
                    Files.copy(file, path.resolve("routes").resolve(file.getFileName()));
                }
            }
        }
    }

    private void writeSettings(Path properties) throws IOException {
        var all = new Properties();
        try (var reader = Files.newBufferedReader(properties)) {
            all.load(reader);
        } catch (IllegalArgumentException e) {
            throw new IOException(properties + ": " + e.getMessage());
        }
        var kept = new Properties();
        // Small and quick: there is one message to send, and an end to come to.
        kept.setProperty("orchestratorm8.database.host", "{{env:POSTGRESQL_HOSTNAME}}");
        kept.setProperty("orchestratorm8.database.port", "{{env:POSTGRESQL_PORT}}");
        kept.setProperty("orchestratorm8.database.name", "{{env:POSTGRESQL_DB}}");
        kept.setProperty("orchestratorm8.database.pool.maximum", "6");
        kept.setProperty("orchestratorm8.database.pool.idle", "2");
        kept.setProperty("orchestratorm8.rabbitmq.host", "{{env:RABBITMQ_HOSTNAME}}");
        kept.setProperty("orchestratorm8.rabbitmq.port", "{{env:RABBITMQ_PORT}}");
        kept.setProperty("orchestratorm8.rabbitmq.virtual-host", "{{env:RABBITMQ_VHOST}}");
        kept.setProperty("orchestratorm8.http.host", "127.0.0.1");
        kept.setProperty("orchestratorm8.http.port", "{{env:ORCHESTRATORM8_HTTP_PORT}}");
        kept.setProperty("orchestratorm8.secrets.directory", "secrets");
        kept.setProperty("orchestratorm8.dispatch.sweep", "250ms");
        kept.setProperty("orchestratorm8.shutdown.drain", "1s");
        all.stringPropertyNames().stream()
                .filter(key -> key.startsWith(VALUES))
                .forEach(key -> kept.setProperty(key, all.getProperty(key)));
        try (var writer = Files.newBufferedWriter(path.resolve("application.properties"))) {
            kept.store(writer, null);
        }
    }

    /** Turns the scanner on, whatever its file says, and answers what it said. */
    java.util.Optional<String> enable() throws IOException {
        var enabled = EnabledText.of(Files.readString(scanner));
        Files.writeString(scanner, enabled.text());
        return enabled.replaced();
    }

    /** Removes the folder; a second call finds nothing to do. */
    @Override
    public void close() {
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException alreadyGone) {
            // as it should be
        } catch (IOException e) {
            throw new UncheckedIOException("Could not remove " + path + "; remove it by hand", e);
        }
    }
}
