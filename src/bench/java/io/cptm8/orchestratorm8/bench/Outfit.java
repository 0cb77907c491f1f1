package io.cptm8.orchestratorm8.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the program is run with, beside what is in its installation.
 *
 * @param scanners files that are added
 * @param asShipped whether the scanners' files of the installation are left in
 * @param settings in place of those in {@code application.properties}
 * @param jdk what it runs on
 */
record Outfit(List<ScannerFile> scanners, boolean asShipped, Map<String, String> settings, Path jdk) {

    /** These scanners alone, with the settings as shipped, on the JDK of the bench. */
    static Outfit of(ScannerFile... scanners) {
        return new Outfit(List.of(scanners), false, Map.of(), Path.of(System.getProperty("java.home")));
    }

    /** With the scanners as shipped, too. */
    Outfit shipped() {
        return new Outfit(scanners, true, settings, jdk);
    }

    Outfit with(Map<String, String> others) {
        return new Outfit(scanners, asShipped, others, jdk);
    }

    Outfit on(Path other) {
        return new Outfit(scanners, asShipped, settings, other);
    }
}
