package io.cptm8.orchestratorm8.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A directory that only this user can read and that is removed, with all it holds, when closed. */
record TemporaryDirectory(Path path) implements AutoCloseable {

    static TemporaryDirectory create(String purpose) throws IOException {
        return new TemporaryDirectory(Files.createTempDirectory("orchestratorm8-" + purpose + "-"));
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
