package io.cptm8.orchestratorm8.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that is not there before, and whole when it is. */
record NewFile(Path path) {

    /**
     * Writes under another name, which a running instance does not look at, and renames. Readable by all, as the other
     * files of the folder are: there is no secret in them, and the service may be another user.
     *
     * @throws java.nio.file.FileAlreadyExistsException when it is there; it is left as it is
     */
    Path write(String text) throws IOException {
        var unfinished = path.resolveSibling("." + path.getFileName() + ".new");
        try {
            Files.writeString(unfinished, text);
            if (unfinished.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-r--r--"));
            }
            return Files.move(unfinished, path);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
