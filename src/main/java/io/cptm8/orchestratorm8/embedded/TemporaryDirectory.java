package io.cptm8.orchestratorm8.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;

/** A directory that is removed, with all it holds, when closed. */
record TemporaryDirectory(Path path) implements AutoCloseable {

    /** A directory that only this user can read. */
    static TemporaryDirectory create(String purpose) throws IOException {
        return new TemporaryDirectory(Files.createTempDirectory("orchestratorm8-" + purpose + "-"));
    }

    /** A directory that does not exist before somebody makes it, so that a killed process leaves nothing. */
    static TemporaryDirectory reserve(String purpose) {
        var name = "orchestratorm8-" + purpose + "-" + UUID.randomUUID();
        return new TemporaryDirectory(Path.of(System.getProperty("java.io.tmpdir"), name));
    }

    /** Removes the directory; a second call finds nothing to do. */
    @Override
    public void close() {
        if (Files.notExists(path)) {
            return;
        }
        try (var paths = Files.walk(path)) {
            for (var each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not remove " + path + "; remove it by hand", e);
        }
    }
}
