package io.cptm8.orchestratorm8.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a file of {@code routes/} is, told by its folder. */
public enum Kind {
    TEMPLATE,
    PLAIN,
    SCANNER;

    /** Of a file that lies elsewhere: by its folder's name or, failing that, by what it begins with. */
    public static Kind of(Path file) {
        var folder = file.toAbsolutePath().getParent();
        if (folder != null && folder.endsWith("scanners")) {
            return SCANNER;
        }
        if (folder != null && folder.endsWith("templates")) {
            return TEMPLATE;
        }
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("-"))
                    .findFirst()
                    .map(line -> line.contains("templatedRoute")
                            ? SCANNER
                            : line.contains("routeTemplate") ? TEMPLATE : PLAIN)
                    .orElse(PLAIN);
        } catch (IOException | UncheckedIOException unreadable) {
            return PLAIN; // what reads it says why it cannot
        }
    }
}
