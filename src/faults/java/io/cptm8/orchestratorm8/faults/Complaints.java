package io.cptm8.orchestratorm8.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** What the instances of a fault that did not hold have complained of. */
final class Complaints {

    private static final int LINES_OF_EACH = 15;
    private static final int LENGTH = 300;

    private Complaints() {}

    /**
     * @param folder of a site
     * @param since older logs are of other faults
     */
    static void print(Path folder, Instant since) throws IOException {
        try (var all = Files.walk(folder, 3)) {
            for (var log :
                    all.filter(file -> file.endsWith("log/orchestratorm8.log")).toList()) {
                if (Files.getLastModifiedTime(log).toInstant().isAfter(since)) {
                    System.out.println("  " + folder.relativize(log));
                    print(log);
                }
            }
        }
    }

    private static void print(Path log) throws IOException {
        try (var lines = Files.lines(log)) {
            lines.filter(line -> !line.startsWith("{\"level\":\"info\""))
                    .limit(LINES_OF_EACH)
                    .map(line -> line.substring(0, Math.min(LENGTH, line.length())))
                    .forEach(line -> System.out.println("    " + line));
        }
    }
}
