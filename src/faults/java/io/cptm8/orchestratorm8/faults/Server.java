package io.cptm8.orchestratorm8.faults;

import io.cptm8.orchestratorm8.embedded.DatabaseAddress;
import io.cptm8.orchestratorm8.embedded.EmbeddedDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A PostgreSQL of our own, which can be stopped and started. */
final class Server implements AutoCloseable {

    /** How it is told to end. */
    enum Stop {
        FAST("INT"),
        IMMEDIATE("QUIT");

        private final String signal;

        Stop(String signal) {
            this.signal = signal;
        }
    }

    private final EmbeddedDatabase embedded;
    private final Path data;
    private int made;

    Server() throws Exception {
        embedded = EmbeddedDatabase.start();
        data = directory();
    }

    /** The setting is for superusers; the process has it on its command line. */
    private Path directory() throws SQLException {
        var arguments = ProcessHandle.of(backendParent())
                .orElseThrow()
                .info()
                .arguments()
                .orElseThrow();
        for (var i = 0; i < arguments.length - 1; i++) {
            if (arguments[i].equals("-D")) {
                return Path.of(arguments[i + 1]);
            }
        }
        throw new IllegalStateException("PostgreSQL's command line has no -D");
    }

    private long backendParent() throws SQLException {
        try (var connection = connect(embedded.address());
                var answer = connection.createStatement().executeQuery("SELECT pg_backend_pid()")) {
            answer.next();
            return ProcessHandle.of(answer.getInt(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow()
                    .pid();
        }
    }

    DatabaseAddress newDatabase(String name) throws SQLException {
        return embedded.newDatabase(name + "_" + ++made);
    }

    static Connection connect(DatabaseAddress address) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("socketTimeout", "60");
        properties.setProperty("connectTimeout", "5");
        // Of a pair, the one that takes writes.
        properties.setProperty("targetServerType", "primary");
        return DriverManager.getConnection(address.jdbcUrl(), properties);
    }

    void stop(Stop how) throws Exception {
        var process = process();
        Signal.send(how.signal, process.pid());
        Poll.until("PostgreSQL ends", 60, () -> !process.isAlive());
    }

    /** As it was started before, on its data. */
    void start() throws Exception {
        var options = Files.readString(data.resolve("postmaster.opts")).strip();
        var owner = Files.getOwner(data).getName();
        var own = owner.equals(System.getProperty("user.name"));
        // PostgreSQL does not run as root; a user namespace of its own is what it was started in.
        var prefix = own && owner.equals("root") ? "exec unshare -U " : "exec ";
        new ProcessBuilder("sh", "-c", prefix + options)
                .redirectErrorStream(true)
                .redirectOutput(data.resolveSibling("restarted.log").toFile())
                .start();
        Poll.until("PostgreSQL answers", 60, () -> {
            try (var connection = connect(embedded.address())) {
                return connection.isValid(5);
            } catch (SQLException notYet) {
                return false;
            }
        });
    }

    /** A process that serves somebody dies, as by a bug of its own; PostgreSQL then starts all others anew. */
    void crashOne(DatabaseAddress address) throws Exception {
        try (var connection = connect(address);
                var answer = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() LIMIT 1")) {
            if (answer.next()) {
                Signal.send("KILL", answer.getInt(1));
            }
        } catch (SQLException endedWithIt) {
            // as it should
        }
    }

    private ProcessHandle process() throws Exception {
        var first = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
        var inside = Long.parseLong(first.strip());
        return ProcessHandle.of(inside).orElseThrow();
    }

    @Override
    public void close() {
        embedded.close();
    }
}
