package io.cptm8.orchestratorm8.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A streaming standby of an embedded server: a copy of its data that follows it, as a process of its own. */
public final class Standby implements AutoCloseable {

    private final TemporaryDirectory directory;
    private final OrphanGuard guard;
    private final Path data;
    private Process server;

    private Standby(TemporaryDirectory directory) throws IOException {
        this.directory = directory;
        this.data = directory.path().resolve("data");
        this.guard = OrphanGuard.over(directory.path(), data);
    }

    /**
     * Copies a running server and starts the copy; it may still be catching up.
     *
     * @param primary a session of a superuser on it
     * @param conninfo how the standby reaches it, in libpq's words
     * @param slot a physical replication slot of the primary
     */
    public static Standby of(Connection primary, String conninfo, String slot, int port)
            throws IOException, SQLException {
        var standby = new Standby(TemporaryDirectory.create("standby"));
        try {
            var source = Path.of(text(primary, "SHOW data_directory"));
            text(primary, "SELECT pg_backup_start('standby', true)::text");
            standby.copy(source);
            Files.writeString(
                    standby.data.resolve("backup_label"), text(primary, "SELECT labelfile FROM pg_backup_stop(false)"));
            Files.createFile(standby.data.resolve("standby.signal"));
            Files.writeString(
                    standby.data.resolve("postgresql.auto.conf"),
                    "primary_conninfo = '%s'\nprimary_slot_name = '%s'\nwal_retrieve_retry_interval = '200ms'\n"
                            .formatted(conninfo, slot));
            standby.start(binary(source), port);
            return standby;
        } catch (IOException | SQLException | RuntimeException e) {
            standby.close();
            throw e;
        }
    }

    /** The number of the first process of the server in this directory. */
    public static long pid(Path data) throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    }

    public boolean isAlive() {
        return server.isAlive();
    }

    /** What the server said. */
    public String log() throws IOException {
        return Files.readString(directory.path().resolve("log"));
    }

    private void start(Path binary, int port) throws IOException {
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U")); // PostgreSQL refuses to run as root
        }
        command.addAll(List.of(binary.toString(), "-D", data.toString(), "-p", Integer.toString(port)));
        for (var setting : List.of("listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off")) {
            command.addAll(List.of("-c", setting));
        }
        server = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        Redirect.appendTo(directory.path().resolve("log").toFile()))
                .start();
    }

    private static Path binary(Path runningData) throws IOException {
        return ProcessHandle.of(pid(runningData))
                .flatMap(process -> process.info().command())
                .map(Path::of)
                .orElseThrow(() -> new IOException("no process serves " + runningData));
    }

    /** All but what belongs to the running server, and its log, which is streamed. */
    private void copy(Path source) throws IOException {
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes) throws IOException {
                if (source.resolve("pg_replslot").equals(from.getParent())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectory(
                        data.resolve(source.relativize(from).toString()),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path from, BasicFileAttributes attributes) throws IOException {
                var path = source.relativize(from);
                if (!path.startsWith("pg_wal") && !path.toString().startsWith("postmaster.")) {
                    try {
                        Files.copy(from, data.resolve(path.toString()));
                    } catch (NoSuchFileException gone) {
                        return FileVisitResult.CONTINUE; // the log has its end
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
    }

    private static String text(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            // Beneath a namespace's wrapper, which is gone by then, the process is the server itself.
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly();
        }
        guard.close();
        directory.close();
    }
}
