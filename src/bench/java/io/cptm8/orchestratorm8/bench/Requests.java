package io.cptm8.orchestratorm8.bench;

import io.cptm8.orchestratorm8.embedded.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The requests of one contender: made, let go all at one moment, and waited for, by the database's own clock. */
final class Requests {

    private final DatabaseAddress database;
    private final String scanner;

    Requests(DatabaseAddress database, String scanner) {
        this.database = database;
        this.scanner = scanner;
    }

    static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    /** So many domains, each with a request that is done. */
    void fill(int domains) throws SQLException {
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

    /** Lets all of them go in one transaction and answers how many a second were accepted, from its commit to the last. */
    double rate() throws SQLException {
        try (var connection = connect(database)) {
            var released = release(connection, 0);
            var from = number(connection, "SELECT extract(epoch FROM clock_timestamp())");
            awaitAll(connection, released);
            return released / (number(connection, "SELECT extract(epoch FROM max(accepted_at)) FROM orchestratorm8.request") - from);
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

    /**
     * Waits until all are accepted, by short statements: one that waits on the server would hold a snapshot all the time, and
     * what dies meanwhile could neither be pruned nor be passed over in an index.
     *
     * @throws IllegalStateException when they are not within three minutes
     */
    void awaitAll(Connection connection, int released) throws SQLException {
        for (var i = 0; i < 1800 && number(connection, waiting()) > 0; i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        var accepted = number(connection, "SELECT count(accepted_at) FROM orchestratorm8.request WHERE state = 'done'");
        if (accepted != released) {
            throw new IllegalStateException(
                    "%s: %.0f of %d requests were accepted within three minutes".formatted(scanner, accepted, released));
        }
    }

    private String waiting() {
        return "SELECT EXISTS (SELECT FROM orchestratorm8.request WHERE scanner = '%s' AND state = 'waiting')::int".formatted(scanner);
    }

    static double number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getDouble(1);
        }
    }
}
