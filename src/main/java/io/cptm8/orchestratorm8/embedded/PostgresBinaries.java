package io.cptm8.orchestratorm8.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

/**
 * Where the unpacked PostgreSQL binaries are kept: unpacking takes longer than starting, so it is done once per user.
 *
 * <p>The library's own choice is a directory with a fixed name in the system's temporary directory, open to all:
 * whoever creates it first decides what everyone runs.
 */
final class PostgresBinaries {

    /** The library's own setting; a value given on the command line wins. */
    private static final String PROPERTY = "ot.epg.working-dir";

    /** The coarsest tick that Linux is built with, 100 a second. */
    private static final Duration CLOCK_TICK = Duration.ofMillis(10);

    private static Instant asked;
    private static Instant answered;

    private PostgresBinaries() {}

    /**
     * Begins the description of a server that runs these binaries.
     *
     * @param fallback where to unpack when the user's cache directory cannot be written
     */
    static synchronized EmbeddedPostgres.Builder builder(Path fallback) {
        askForTheKindOfLinux();
        if (System.getProperty(PROPERTY) != null) {
            return EmbeddedPostgres.builder();
        }
        var directory = userCache(fallback);
        // The builder reads the property once, and would otherwise create the directory that is open to all.
        System.setProperty(PROPERTY, directory.toString());
        try {
            return EmbeddedPostgres.builder().setOverrideWorkingDirectory(directory.toFile());
        } finally {
            System.clearProperty(PROPERTY);
        }
    }

    /**
     * Removes the script by which the library asked for the kind of Linux, in this process. The library leaves that to
     * the end of the JVM, which an end in order does not wait for. Scripts of other processes have the same kind of name
     * and may be about to run, so that only what was written while this process asked is removed.
     */
    static synchronized void removeScript() throws IOException {
        if (asked == null) {
            return;
        }
        try (var files = Files.newDirectoryStream(
                Path.of(System.getProperty("java.io.tmpdir")), "detect_linux_distribution_*.sh")) {
            for (var file : files) {
                removeIfOurs(file);
            }
        }
    }

    private static void removeIfOurs(Path script) throws IOException {
        try {
            var written = Files.getLastModifiedTime(script).toInstant();
            if (!written.isBefore(asked) && !written.isAfter(answered)) {
                Files.deleteIfExists(script);
            }
        } catch (NoSuchFileException removed) {
            // It was another process's, which has removed it since the directory was read.
        }
    }

    /** Has the library ask for the kind of Linux, which it does once in a process, and remembers when it did. */
    private static void askForTheKindOfLinux() {
        if (asked == null) {
            // A file system's clock ticks more coarsely than ours.
            asked = Instant.now().minus(CLOCK_TICK);
            LinuxUtils.getDistributionName();
            answered = Instant.now();
        }
    }

    private static Path userCache(Path fallback) {
        var configured = System.getenv("XDG_CACHE_HOME");
        var root = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
        try {
            var own = Files.createDirectories(root.resolve("orchestratorm8"));
            if (Files.getFileStore(own).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
            }
            return Files.createDirectories(own.resolve("postgresql"));
        } catch (IOException e) {
            return fallback;
        }
    }
}
