package io.cptm8.orchestratorm8.testing;

import io.cptm8.orchestratorm8.embedded.DatabaseAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Does on a test's database what its own user may not. */
public final class Superuser {

    private Superuser() {}

    public static void execute(TestDatabase database, String... statements) {
        var address = database.address();
        try (var connection = DriverManager.getConnection(address.jdbcUrl(), "postgres", password(address));
                var statement = connection.createStatement()) {
            for (var each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The embedded server keeps it in the directory that it runs in, which its port tells from others. */
    private static String password(DatabaseAddress address) throws IOException {
        try (var directories = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            for (var directory : directories.toList()) {
                var running = directory.resolve("data/postmaster.pid");
                if (Files.exists(running) && Files.readAllLines(running).contains(Integer.toString(address.port()))) {
                    return Files.readString(directory.resolve("superuser"));
                }
            }
        }
        throw new IllegalStateException("no server with port " + address.port());
    }
}
