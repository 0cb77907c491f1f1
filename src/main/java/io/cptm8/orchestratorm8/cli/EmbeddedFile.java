package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code embedded.env} in the installation: where the services of a {@code launch --embedded} are, for other commands
 * of the same installation. It holds passwords, so only its owner may read it, and goes with the launch.
 */
final class EmbeddedFile implements AutoCloseable {

    private static final String NAME = "embedded.env";
    private static final int PATIENCE_MILLIS = 2_000;

    private final Path file;
    private String written;

    private EmbeddedFile(Path file) {
        this.file = file;
    }

    static EmbeddedFile in(Path home) {
        return new EmbeddedFile(home.resolve(NAME));
    }

    /** A folder that cannot be written keeps no launch from running; the other commands then cannot find it. */
    EmbeddedFile write(Map<String, String> services) {
        var lines = new StringBuilder();
        new TreeMap<>(services).forEach((name, value) -> lines.append(name + "=" + value + "\n"));
        try {
            Files.deleteIfExists(file);
            // Private from its first moment on.
            var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.createFile(file, owner);
            Files.writeString(file, lines, StandardOpenOption.WRITE);
            written = lines.toString();
        } catch (IOException e) {
            System.err.printf(
                    "%s cannot be written (%s), so other commands with --embedded will not find these services.%n",
                    file, e);
        }
        return this;
    }

    /** @throws ConfigurationException there is no such launch, or it is gone */
    Map<String, String> read() {
        var services = new TreeMap<String, String>();
        try {
            for (var line : Files.readAllLines(file)) {
                var parts = line.split("=", 2);
                if (parts.length == 2) {
                    services.put(parts[0], parts[1]);
                }
            }
        } catch (IOException e) {
            throw new ConfigurationException(
                    "There is no %s: no launch --embedded runs from this installation".formatted(file),
                    "Start one with: orchestratorm8 launch --embedded");
        }
        requireThere(services.get("POSTGRESQL_HOSTNAME"), services.get("POSTGRESQL_PORT"));
        requireThere(services.get("RABBITMQ_HOSTNAME"), services.get("RABBITMQ_PORT"));
        return services;
    }

    private void requireThere(String host, String port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, Integer.parseInt(port)), PATIENCE_MILLIS);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    "%s names %s:%s, where nobody answers (%s): the launch --embedded that wrote it is gone"
                            .formatted(file, host, port, e.getMessage()),
                    "Start another with: orchestratorm8 launch --embedded");
        }
    }

    /** Removes the file, unless another launch has written its own meanwhile. */
    @Override
    public void close() {
        try {
            if (written != null && Files.exists(file) && Files.readString(file).equals(written)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.printf(
                    "%s cannot be removed (%s). Remove it: it holds passwords of services that are gone.%n", file, e);
        }
    }
}
