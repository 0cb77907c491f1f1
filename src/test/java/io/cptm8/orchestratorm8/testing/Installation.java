package io.cptm8.orchestratorm8.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder with the settings and routes that are shipped, to be changed by a test. */
public record Installation(Path home) {

    public static Installation in(Path home) {
        try (var files = Files.walk(Path.of("routes"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.createDirectories(home.resolve(file.toString()).getParent());
                Files.copy(file, home.resolve(file.toString()));
            }
            Files.copy(Path.of("application.properties"), home.resolve("application.properties"));
            return new Installation(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a text that must be there. */
    public Installation edit(String path, String old, String fresh) {
        try {
            var text = Files.readString(home.resolve(path));
            if (!text.contains(old)) {
                throw new IllegalArgumentException(path + " does not contain " + old);
            }
            Files.writeString(home.resolve(path), text.replace(old, fresh));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file below the folder, relative to it. */
    public List<String> files() {
        try (var files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> home.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
