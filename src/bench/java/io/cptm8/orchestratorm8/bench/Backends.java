package io.cptm8.orchestratorm8.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * PostgreSQL's processes that serve one database, and the CPU time that they have used since the first look. A process
 * that ends between two looks counts with what it had used at the former.
 */
final class Backends {

    private final Connection elsewhere;
    private final String database;
    private final long without;
    private final Map<Long, Double> before;
    private final Map<Long, Double> latest;

    /**
     * Takes the first look.
     *
     * @param elsewhere a session on another database, whose questions are no transactions of this one
     * @param without the process that serves the bench itself
     */
    Backends(Connection elsewhere, String database, long without) throws SQLException, IOException {
        this.elsewhere = elsewhere;
        this.database = database;
        this.without = without;
        this.before = seconds();
        this.latest = new HashMap<>(before);
    }

    void look() throws SQLException, IOException {
        // Of one that has just ended, 0.
        seconds().forEach((process, seconds) -> latest.merge(process, seconds, Math::max));
    }

    /** CPU seconds from the first look to the latest. */
    double used() {
        return latest.entrySet().stream()
                .mapToDouble(process -> process.getValue() - before.getOrDefault(process.getKey(), 0.0))
                .sum();
    }

    private Map<Long, Double> seconds() throws SQLException, IOException {
        try (var statement = elsewhere.prepareStatement("SELECT pid FROM pg_stat_activity WHERE datname = ? AND pid <> ?")) {
            statement.setString(1, database);
            statement.setLong(2, without);
            try (var rows = statement.executeQuery()) {
                var seconds = new HashMap<Long, Double>();
                while (rows.next()) {
                    seconds.put(rows.getLong(1), CpuTime.seconds(rows.getLong(1)));
                }
                return seconds;
            }
        }
    }
}
