package io.cptm8.orchestratorm8.bench;

import java.sql.Connection;
import java.sql.SQLException;

/** Domains of one contender, which come and are asked for as on a live platform: through the trigger, and by passes. */
final class Domains implements AutoCloseable {

    /** Domains of one statement. */
    private static final int BATCH = 10_000;
    /** The least that a contender is taken to do in a second; below it, it is given up. */
    private static final int SLOWEST = 1_000;
    /** Bytes that the server has written to its log since it was made. */
    static final String WAL = "SELECT pg_current_wal_lsn() - '0/0'";

    /**
     * What one domain of a pass took.
     *
     * @param micros microseconds, from the first request of the pass until the last is accepted, by the database's clock
     * @param wal bytes that PostgreSQL wrote to its log for asking, claiming and settling
     */
    record Pass(double micros, double wal) {}

    private final Contender contender;
    private final Connection connection;
    private final Drain drain;
    private int count;

    Domains(Contender contender) throws Exception {
        this.contender = contender;
        this.connection = Requests.connect(contender.database());
        try (var statement = connection.createStatement()) {
            // The question whether anything waits must not become a reading of the whole table, four times a second.
            statement.execute("SET enable_seqscan = off");
        }
        this.drain = new Drain(contender);
    }

    /** Adds as many as are missing and waits until each of them has been dispatched; then has statistics taken. */
    void grow(int total) throws Exception {
        try (var insert = connection.prepareStatement(
                """
                INSERT INTO cptm8domain (name, companyname, enabled)
                SELECT 'host' || i || '.example-customer.com', 'Example Customer', true FROM generate_series(?, ?) i""")) {
            while (count < total) {
                insert.setInt(1, count + 1);
                count = Math.min(total, count + BATCH);
                insert.setInt(2, count);
                insert.executeUpdate();
            }
        }
        drain.until(this::quiet, limit());
        try (var statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE orchestratorm8.request");
            statement.execute("VACUUM ANALYZE cptm8domain");
        }
    }

    /**
     * Has a pass made over all of them, which the next tick of the contender begins, and waits until each is accepted.
     *
     * @throws IllegalStateException when there are not as many messages as domains
     */
    Pass pass() throws Exception {
        var wal = Requests.number(connection, WAL);
        var asked = Requests.number(connection, "SELECT extract(epoch FROM clock_timestamp())");
        try (var fire = connection.prepareStatement(
                "UPDATE orchestratorm8.scanner SET walk_reason = 'schedule', walk_after = NULL WHERE name = ?")) {
            fire.setString(1, contender.scanner());
            fire.executeUpdate();
        }
        var messages = drain.until(this::quiet, limit());
        wal = Requests.number(connection, WAL) - wal;
        try (var figures = connection.prepareStatement(
                """
                SELECT count(*), extract(epoch FROM max(accepted_at) - min(requested_at))
                FROM orchestratorm8.request WHERE scanner = ? AND state = 'done' AND accepted_at > to_timestamp(?)""")) {
            figures.setString(1, contender.scanner());
            figures.setDouble(2, asked);
            try (var row = figures.executeQuery()) {
                row.next();
                if (row.getInt(1) != count || messages != count) {
                    throw new IllegalStateException("%d domains, %d accepted, %d messages".formatted(count, row.getInt(1), messages));
                }
                return new Pass(row.getDouble(2) * 1e6 / count, wal / count);
            }
        }
    }

    /** Whether no pass is under way and no request waits. */
    boolean quiet() throws SQLException {
        return Requests.number(
                        connection,
                        """
                        SELECT (EXISTS (SELECT FROM orchestratorm8.scanner WHERE walk_reason IS NOT NULL)
                            OR EXISTS (SELECT FROM orchestratorm8.request WHERE state = 'waiting'))::int""")
                == 0;
    }

    Connection connection() {
        return connection;
    }

    private int limit() {
        return 60 + count / SLOWEST;
    }

    @Override
    public void close() throws Exception {
        drain.close();
        connection.close();
    }
}
