package io.cptm8.orchestratorm8.loadtest;

import java.sql.Connection;
import java.sql.SQLException;

/** Removes the domains of one run and their requests, some thousand in a transaction. */
final class Removal {

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String DEADLOCK = "40P01";

    /** With half a second each. */
    private static final int ATTEMPTS = 60;

    private final Connection connection;
    private final Sql sql;
    private final Mark mark;

    Removal(Connection connection, Sql sql, Mark mark) {
        this.connection = connection;
        this.sql = sql;
        this.mark = mark;
    }

    /**
     * @return how many domains were removed
     * @throws SQLException some are still there
     */
    long run(long expected, Progress progress) throws SQLException {
        long removed = 0;
        try {
            for (int some = 1; some > 0; removed += some) {
                progress.removing(removed, Math.max(removed, expected));
                some = patiently("remove", mark.first(), mark.last(), mark.company(), mark.names());
            }
            patiently("remove-requests", mark.first(), mark.last());
        } finally {
            progress.ended();
        }
        return removed;
    }

    /** Somebody may be writing to one of the rows at this moment, and is not to be disturbed. */
    private int patiently(String statement, Object... parameters) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try (var prepared = sql.prepare(connection, statement, parameters)) {
                return prepared.executeUpdate();
            } catch (SQLException e) {
                var busy = LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || DEADLOCK.equals(e.getSQLState());
                if (!busy || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
