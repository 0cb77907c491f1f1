package io.cptm8.orchestratorm8.loadtest;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** How long the answered requests of a run took, by scanner. Rows are read as a stream, and counted. */
final class Times {

    private static final int ROWS_AT_A_TIME = 5_000;

    final Histogram atMost = new Histogram();
    final Histogram atLeast = new Histogram();
    final Histogram claimed = new Histogram();
    final Histogram settled = new Histogram();
    private boolean leaseIsOurs = true;

    private Times() {}

    /** @param lease of the settings; an instance with another makes the moment of a claim unknown */
    static Map<String, Times> of(
            Connection connection, Sql sql, Mark mark, Writers writers, DatabaseClock clock, Duration lease)
            throws SQLException {
        var times = new TreeMap<String, Times>();
        connection.setAutoCommit(false); // without a transaction the driver would read all rows at once
        try (var statement = sql.prepare(connection, "answered", mark.first(), mark.last())) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var told = writers.told(Mark.number(rows.getObject("domain_id", UUID.class)));
                    times.computeIfAbsent(rows.getString("scanner"), scanner -> new Times())
                            .add(
                                    rows.getLong("asked"),
                                    // A commit whose news never came is as old as its request.
                                    told == 0 ? rows.getLong("asked") : clock.at(told),
                                    rows.getLong("lease_end") - lease.toNanos() / 1000,
                                    rows.getLong("answered"));
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return times;
    }

    private void add(long asked, long told, long claim, long answered) {
        atMost.add(answered - asked);
        atLeast.add(answered - told);
        claimed.add(claim - asked);
        settled.add(answered - claim);
        leaseIsOurs &= asked <= claim && claim <= answered;
    }

    boolean areInTwo() {
        return leaseIsOurs;
    }
}
