package io.cptm8.orchestratorm8.bench;

import io.cptm8.orchestratorm8.embedded.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The requests of one contender: made, let go all at one moment, and waited for, by the database's own clock. */
final class Requests {

    /**
     * One time that all of them were let go.
     *
     * @param from the commit, in seconds of the database's clock
     * @param until the last acceptance, in seconds of the same
     */
    record Run(int requests, double from, double until) {

        /** Requests a second. */
        double rate() {
            return requests / (until - from);
        }
    }

    private final DatabaseAddress database;
    private final String scanner;

    Requests(DatabaseAddress database, String scanner) {
        this.database = database;
        this.scanner = scanner;
    }

    static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    /** Waits until the program knows the scanner and has passed over the domains that were there before it. */
    void awaitFirstPass() throws SQLException {
        try (var connection = connect(database)) {
            await(connection, "EXISTS (SELECT FROM orchestratorm8.scanner WHERE name = '" + scanner + "' AND walk_reason IS NULL)");
        }
    }

    /** So many domains, each with a request that is done. */
    void fill(int domains) throws SQLException {
        awaitFirstPass();
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM cptm8domain");
            statement.execute("ALTER TABLE cptm8domain DISABLE TRIGGER USER");
            statement.execute(
                    """
                    INSERT INTO cptm8domain (name, companyname, enabled)
                    SELECT 'host' || i || '.example-customer.com', 'Example Customer', true FROM generate_series(1, %d) i"""
                            .formatted(domains));
            statement.execute("ALTER TABLE cptm8domain ENABLE TRIGGER USER");
            statement.execute(
                    """
                    INSERT INTO orchestratorm8.request (domain_id, scanner, state, reason)
                    SELECT id, '%s', 'done', 'bench' FROM cptm8domain"""
                            .formatted(scanner));
        }
    }

    /** Makes the scanner known as one that starts on change, where nothing runs that registers it. */
    void register() throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO orchestratorm8.scanner (name, on_change) VALUES ('" + scanner + "', true)");
        }
    }

    /** Leaves no domain and no request of anybody, also where our tables are not. */
    static void clear(DatabaseAddress database) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    DO $$ BEGIN
                        TRUNCATE cptm8domain CASCADE;
                        IF to_regclass('orchestratorm8.request') IS NOT NULL THEN TRUNCATE orchestratorm8.request; END IF;
                    END $$""");
        }
    }

    /** The ids of all domains. */
    List<String> domains() throws SQLException {
        var ids = new ArrayList<String>();
        try (var connection = connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT id FROM cptm8domain ORDER BY id")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    /** Lets all of them go in one transaction and waits until the last is accepted. */
    Run letGo() throws SQLException {
        try (var connection = connect(database)) {
            var released = release(connection, 0);
            var from = number(connection, "SELECT extract(epoch FROM clock_timestamp())");
            awaitAll(connection, released);
            var until = number(
                    connection,
                    "SELECT extract(epoch FROM max(accepted_at)) FROM orchestratorm8.request WHERE scanner = '" + scanner
                            + "'");
            return new Run(released, from, until);
        }
    }

    /**
     * Lets all of them go in one transaction.
     *
     * @param seconds from the statement until they are due
     * @return how many there are
     */
    int release(Connection connection, int seconds) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE orchestratorm8.request");
            connection.setAutoCommit(false);
            var released = statement.executeUpdate(
                    """
                    UPDATE orchestratorm8.request
                    SET state = 'waiting', due_at = clock_timestamp() + interval '%d s', claim = NULL, attempt = 0,
                        accepted_at = NULL, generation = generation + 1
                    WHERE scanner = '%s'"""
                            .formatted(seconds, scanner));
            statement.execute("NOTIFY orchestratorm8_request");
            connection.commit();
            connection.setAutoCommit(true);
            return released;
        }
    }

    /** Waits until each of so many is accepted. */
    void awaitAll(int requests) throws SQLException {
        try (var connection = connect(database)) {
            awaitAll(connection, requests);
        }
    }

    /** The time, in ms, within which these percentages of all requests were accepted after they were made. */
    List<Double> reactions(int... percentages) throws SQLException {
        var reactions = new ArrayList<Double>();
        try (var connection = connect(database);
                var statement = connection.prepareStatement(
                        """
                        SELECT percentile_disc(? / 100.0) WITHIN GROUP (ORDER BY extract(epoch FROM accepted_at - requested_at)) * 1000
                        FROM orchestratorm8.request WHERE scanner = ?""")) {
            for (var percentage : percentages) {
                statement.setInt(1, percentage);
                statement.setString(2, scanner);
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    reactions.add(rows.getDouble(1));
                }
            }
        }
        return reactions;
    }

    /** @throws IllegalStateException when they are not within three minutes */
    void awaitAll(Connection connection, int released) throws SQLException {
        await(
                connection,
                "NOT EXISTS (SELECT FROM orchestratorm8.request WHERE scanner = '" + scanner + "' AND state = 'waiting')");
        var accepted = number(
                connection,
                "SELECT count(accepted_at) FROM orchestratorm8.request WHERE state = 'done' AND scanner = '" + scanner + "'");
        if (accepted != released) {
            throw new IllegalStateException(
                    "%s: %.0f of %d requests were accepted within three minutes".formatted(scanner, accepted, released));
        }
    }

    /**
     * For three minutes at most, by short statements: one that waits on the server would hold a snapshot all the time, and
     * what dies meanwhile could neither be pruned nor be passed over in an index.
     */
    private static void await(Connection connection, String condition) throws SQLException {
        try (var statement = connection.createStatement()) {
            // Or the question becomes a reading of the whole table.
            statement.execute("SET enable_seqscan = off");
        }
        for (var i = 0; i < 1800 && number(connection, "SELECT (" + condition + ")::int") == 0; i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    static double number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getDouble(1);
        }
    }
}
