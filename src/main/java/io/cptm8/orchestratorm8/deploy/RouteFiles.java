package io.cptm8.orchestratorm8.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
