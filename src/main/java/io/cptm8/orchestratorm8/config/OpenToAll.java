package io.cptm8.orchestratorm8.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Files and folders that anybody on this machine may write. What is mounted read-only nobody can change, whatever its
 * permissions say; elsewhere than on POSIX it is not known, and so not said.
 */
public final class OpenToAll {

    /** Of a folder: what is in it can be replaced or renamed by its owner alone. */
    private static final int STICKY = 01000;

    private OpenToAll() {}

    /** The first of these that anybody can write. */
    public static Optional<Path> among(Collection<Path> places) {
        return among(places, OpenToAll::isReadOnly);
    }

    /** @param readOnly whether the file system of a path takes no writes */
    public static Optional<Path> among(Collection<Path> places, Predicate<Path> readOnly) {
        return places.stream()
                .filter(OpenToAll::isWritableByAll)
                .filter(place -> !readOnly.test(place))
                .findFirst();
    }

    /** Whether what is in the folder stays its owner's, although anybody may add to it, as in /tmp. */
    static boolean isSticky(Path folder) {
        try {
            return (((Integer) Files.getAttribute(folder, "unix:mode")) & STICKY) != 0;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return false;
        }
    }

    private static boolean isWritableByAll(Path path) {
        try {
            return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
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
