package io.cptm8.orchestratorm8.deploy;

import io.cptm8.orchestratorm8.gate.Kind;
import io.cptm8.orchestratorm8.scanner.Scanner;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * A version of a file that has passed every check.
 *
 * @param ids of the routes and templates in it
 * @param scanner what a scanner's file declares
 * @param template what the scanner's route is made of
 */
public record Good(Version version, Set<String> ids, Optional<Scanner> scanner, Optional<Version> template) {

    static Good shared(Version version, Set<String> ids) {
        return new Good(version, ids, Optional.empty(), Optional.empty());
    }

    static Good scanner(Version version, Scanner scanner, Version template) {
        return new Good(version, Set.of(scanner.name()), Optional.of(scanner), Optional.of(template));
    }

    public Path path() {
        return version.file().path();
    }

    Kind kind() {
        return version.file().kind();
    }
}
