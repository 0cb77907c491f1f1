package io.cptm8.orchestratorm8.testing;

import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.embedded.DatabaseAddress;
import io.cptm8.orchestratorm8.embedded.EmbeddedDatabase;
import io.cptm8.orchestratorm8.embedded.Standby;
import io.cptm8.orchestratorm8.embedded.Superuser;
import io.cptm8.orchestratorm8.testing.FaultProxy.Direction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A PostgreSQL server of our own and a streaming standby of it, on private ports, with the platform's tables. The
 * primary can be killed and the standby promoted; nothing outlives this JVM.
 */
public final class PostgresPair implements AutoCloseable {

    private static final String NAME = "standby";
    private static final String ROLE = "pair";
    private static final String PASSWORD = "a-test-of-a-pair";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final EmbeddedDatabase primary;
    private final DatabaseAddress address;
    private final Path data;
    private final int standbyPort = FreePorts.next();
    private final FaultProxy replication;
    private final Standby standby;
    private boolean killed;

    private PostgresPair(boolean onDisk) throws IOException, SQLException {
        primary = onDisk ? EmbeddedDatabase.startOnDisk() : EmbeddedDatabase.start();
        address = primary.address();
        replication = FaultProxy.to(address.port());
        Superuser.of(primary)
                .execute("cptm8", "CREATE ROLE pair SUPERUSER REPLICATION LOGIN PASSWORD '" + PASSWORD + "'");
        try (var session = session(address.port())) {
            data = Path.of(ask(session, "SHOW data_directory"));
            ask(session, "SELECT pg_create_physical_replication_slot('standby', true)::text");
            standby = Standby.of(
                    session,
                    "host=127.0.0.1 port=%d user=%s password=%s application_name=%s"
                            .formatted(replication.port(), ROLE, PASSWORD, NAME),
                    NAME,
                    standbyPort);
        }
        try {
            awaitCaughtUp();
        } catch (RuntimeException e) {
            var said = standby.log();
            close();
            throw new IllegalStateException("The standby does not follow. It said:\n" + said, e);
        }
    }

    /** Both run, and the standby has all that the primary has; without waiting for each other. */
    public static PostgresPair launch() {
        return launch(false);
    }

    /** @param onDisk whether the primary's commits wait for its disk, for those who measure */
    public static PostgresPair launch(boolean onDisk) {
        try {
            return new PostgresPair(onDisk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of the server that begins as the primary. */
    public int primaryPort() {
        return address.port();
    }

    public int standbyPort() {
        return standbyPort;
    }

    /** As {@code POSTGRESQL_HOSTNAME} has them. */
    public String hosts() {
        return "127.0.0.1:%d,127.0.0.1:%d".formatted(primaryPort(), standbyPort);
    }

    /** The platform's database on whichever of the two takes writes. */
    public TestDatabase database() {
        return TestDatabase.at(new DatabaseAddress(
                "127.0.0.1:%d,127.0.0.1".formatted(primaryPort()),
                standbyPort,
                address.name(),
                address.user(),
                address.password()));
    }

    /** Whether a commit waits until the standby has written it, too. */
    public void synchronous(boolean on) {
        run(primaryPort(), "ALTER SYSTEM SET synchronous_standby_names = '" + (on ? NAME : "") + "'");
        run(primaryPort(), "SELECT pg_reload_conf()");
        await("the standby to be " + (on ? "synchronous" : "asynchronous"))
                .atMost(LIMIT)
                .until(() -> question(primaryPort(), "SELECT sync_state FROM pg_stat_replication")
                        .equals(on ? "sync" : "async"));
    }

    /** Whether the primary refuses writes, as one that is being demoted. Sessions that are open hear of it. */
    public void readOnly(boolean on) {
        run(primaryPort(), "ALTER SYSTEM SET default_transaction_read_only = " + (on ? "on" : "off"));
        run(primaryPort(), "SELECT pg_reload_conf()");
        await("the primary to " + (on ? "refuse" : "take") + " writes")
                .atMost(LIMIT)
                .until(() -> question(primaryPort(), "SHOW default_transaction_read_only")
                        .equals(on ? "on" : "off"));
    }

    /** From now on nothing that the primary writes reaches the standby. */
    public void holdBackStandby() {
        replication.blackhole(Direction.TO_CLIENT, true);
    }

    /** Ends every process of the primary at once. */
    public void killPrimary() {
        try {
            var first = ProcessHandle.of(Standby.pid(data)).orElseThrow();
            var others = first.descendants().toList();
            first.destroyForcibly();
            others.forEach(ProcessHandle::destroyForcibly);
            first.onExit().join();
            killed = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the standby the primary; returns when it takes writes. What was on its way to it is lost. */
    public void promote() {
        replication.cutAll();
        replication.refuse(true);
        run(standbyPort, "SELECT pg_promote(true, 60)");
    }

    private void awaitCaughtUp() {
        await("the standby to follow")
                .atMost(LIMIT)
                .ignoreExceptions()
                .failFast("the standby ended", () -> !standby.isAlive())
                .until(() -> question(
                                primaryPort(),
                                "SELECT (replay_lsn >= pg_current_wal_lsn())::text FROM pg_stat_replication")
                        .equals("true"));
    }

    private static Connection session(int port) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/cptm8?socketTimeout=90".formatted(port), ROLE, PASSWORD);
    }

    private static void run(int port, String sql) {
        try (var session = session(port);
                var statement = session.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    private static String question(int port, String sql) {
        try (var session = session(port)) {
            return String.valueOf(ask(session, sql));
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    private static String ask(Connection session, String sql) throws SQLException {
        try (var statement = session.createStatement();
                var answer = statement.executeQuery(sql)) {
            return answer.next() ? answer.getString(1) : null;
        }
    }

    @Override
    public void close() {
        try (standby;
                replication) {
            primary.close();
        } catch (RuntimeException e) {
            // It cannot be stopped in good order when it is gone.
            if (!killed) {
                throw e;
            }
        }
    }
}
