package io.cptm8.orchestratorm8.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;

/** The files of {@code routes/}: templates, plain routes, and one for each scanner. */
public record RouteFiles(Path directory) {

    public List<Path> templates() {
        return yaml(directory.resolve("templates"));
    }

    public List<Path> plain() {
        return yaml(directory);
    }

    public List<Path> scanners() {
        return yaml(directory.resolve("scanners"));
    }

    /**
     * Whether anybody on this machine may change the file, or put another in its place. A route can run programs, so
     * such a file is nobody's in particular.
     */
    public static boolean isOpenToAll(Path file) {
        return writableByAll(file) || writableByAll(file.toAbsolutePath().getParent());
    }

    private static boolean writableByAll(Path path) {
        try {
            return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false; // what cannot be read is said when it is loaded; elsewhere than on POSIX it is not known
        }
    }

    private static List<Path> yaml(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches("[^.].*\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
