package io.cptm8.orchestratorm8.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The Java installations of this machine, where Linux distributions lay them. */
final class Jdk {

    private static final Path ALL = Path.of("/usr/lib/jvm");

    private Jdk() {}

    /** The home of one of this major version. */
    static Optional<Path> find(int major) throws IOException {
        if (!Files.isDirectory(ALL)) {
            return Optional.empty();
        }
        try (var homes = Files.list(ALL)) {
            return homes.filter(home -> isOf(home, major)).sorted().findFirst();
        }
    }

    private static boolean isOf(Path home, int major) {
        var release = home.resolve("release");
        try {
            return Files.isExecutable(home.resolve("bin/java"))
                    && Files.isRegularFile(release)
                    && Files.readString(release).matches("(?s)(.*\n)?JAVA_VERSION=\"" + major + "[\".].*");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
