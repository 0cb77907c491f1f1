package io.cptm8.orchestratorm8.gate;

import io.cptm8.orchestratorm8.yaml.Fault;
import io.cptm8.orchestratorm8.yaml.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether anybody on this machine may change a file, or put another in its place. A route says what is sent to whom, so
 * such a file is nobody's in particular. What is mounted read-only nobody can change, whatever its permissions say.
 */
final class Trust {

    private Trust() {}

    static Optional<Fault> fault(Path file) {
        return fault(file, Trust::isReadOnly);
    }

    /** @param readOnly whether the file system of a path takes no writes */
    static Optional<Fault> fault(Path file, Predicate<Path> readOnly) {
        var places = new LinkedHashSet<Path>();
        places.add(file);
        places.add(file.toAbsolutePath().getParent());
        try {
            places.add(file.toRealPath().getParent()); // of a link, where the file itself is
        } catch (IOException unreadable) {
            // what cannot be read is said when it is read
        }
        return places.stream()
                .filter(Trust::isWritableByAll)
                .filter(place -> !readOnly.test(place))
                .findFirst()
                .map(place -> Fault.ofFile(
                        file,
                        Mistake.OPEN_TO_ALL,
                        "anybody on this machine can write %s, and so decide what is sent; chmod o-w \"%s\""
                                .formatted(place.equals(file) ? "this file" : "its folder", place)));
    }

    private static boolean isWritableByAll(Path path) {
        try {
            return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false; // elsewhere than on POSIX it is not known
        }
    }

    private static boolean isReadOnly(Path path) {
        try {
            return Files.getFileStore(path).isReadOnly();
        } catch (IOException unknown) {
            return false;
        }
    }
}
