package io.cptm8.orchestratorm8.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.function.Predicate;

/** A directory with everything in it. */
record Tree(Path root) {

    /** With the attributes: a class archive must be newer than what it was made of. */
    void copy(Path to, Predicate<Path> wanted) throws IOException {
        try (var files = Files.walk(root)) {
            for (var file : files.filter(wanted).toList()) {
                var copy = to.resolve(root.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /** Leaves an empty directory, whatever was there. */
    void empty() throws IOException {
        if (Files.exists(root)) {
            try (var files = Files.walk(root)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(root);
    }
}
