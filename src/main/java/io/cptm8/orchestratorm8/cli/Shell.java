package io.cptm8.orchestratorm8.cli;

import java.nio.file.Path;

/** Words of a command line that a person can copy. */
final class Shell {

    private Shell() {}

    /** This program, as it was called. */
    static String program() {
        return quoted(System.getProperty("orchestratorm8.command", "orchestratorm8"));
    }

    /** The file, as short as it can be from the folder that the person is in. */
    static String word(Path file) {
        var here = Path.of("").toAbsolutePath().normalize();
        var there = file.toAbsolutePath().normalize();
        return quoted(there.startsWith(here) ? here.relativize(there).toString() : there.toString());
    }

    private static String quoted(String word) {
        return word.matches("[\\w./@%+:,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
