package io.cptm8.orchestratorm8.scanner;

import io.cptm8.orchestratorm8.config.Durations;
import io.cptm8.orchestratorm8.postgres.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import javax.sql.DataSource;

/** Tells the database which scanners there are, so that the capture trigger makes requests for them and no others. */
public final class Registration {

    private final DataSource dataSource;

    public Registration(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Registers these; a scanner that has no file any more gets no new requests, and keeps what waits. */
    public void register(Collection<Scanner> scanners) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var lock = captureBegins(connection, scanners);
            connection.setAutoCommit(false);
            try {
                if (lock) {
                    awaitWriters(connection);
                }
                var now = now(connection);
                var rings = Rings.beginnings(scanners);
                for (var scanner : scanners) {
                    upsert(connection, scanner, rings.get(scanner.name()), now);
                }
                retire(connection, scanners);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static boolean captureBegins(Connection connection, Collection<Scanner> scanners) throws SQLException {
        var captured = new HashSet<String>();
        try (var statement = connection.createStatement();
                var names = statement.executeQuery("SELECT name FROM scanner WHERE on_change")) {
            while (names.next()) {
                captured.add(names.getString(1));
            }
        }
        return scanners.stream().anyMatch(scanner -> scanner.onChange() && !captured.contains(scanner.name()));
    }

    /**
     * A writer whose trigger has not seen a scanner, and who commits after the pass for it, would be missed by both.
     * The trigger reads this table and so holds its weakest lock until the writer's end; only the strongest waits for
     * that. It gives up after the lock timeout, so that nobody waits behind it for long, and the caller tries again.
     */
    private static void awaitWriters(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("LOCK TABLE scanner IN ACCESS EXCLUSIVE MODE");
        }
    }

    private static void upsert(Connection connection, Scanner scanner, String ring, Instant now) throws SQLException {
        try (var statement = Statements.prepare(
                connection,
                "/sql/register.sql",
                scanner.name(),
                scanner.onChange(),
                Durations.seconds(scanner.minInterval()),
                scanner.cron().orElse(null),
                scanner.cron().map(cron -> next(cron, now)).orElse(null),
                scanner.onChange(),
                scanner.queue(),
                scanner.startsRing() ? scanner.key() : null,
                scanner.next().orElse(null),
                ring,
                Durations.seconds(scanner.rest()))) {
            statement.executeUpdate();
        }
    }

    /** By the database's clock, which also says when that time has come. */
    private static Instant now(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery("SELECT clock_timestamp()")) {
            answer.next();
            return answer.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private static String next(String cron, Instant now) {
        try {
            var next = NextFire.after(cron, now);
            return next == null ? null : next.toString();
        } catch (ParseException e) {
            throw new IllegalStateException("This is a bug: an unchecked cron expression reached the database.", e);
        }
    }

    private static void retire(Connection connection, Collection<Scanner> scanners) throws SQLException {
        try (var statement = connection.prepareStatement(
                "UPDATE scanner SET on_change = false, cron = NULL, next_rescan_at = NULL, walk_reason = NULL, ring = NULL WHERE NOT name = ANY (?)")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", scanners.stream().map(Scanner::name).toArray()));
            statement.executeUpdate();
        }
    }
}
