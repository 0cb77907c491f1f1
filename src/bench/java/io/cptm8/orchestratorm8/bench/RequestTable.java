package io.cptm8.orchestratorm8.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What the request table takes on disk, and what is in it. */
record RequestTable(Connection database) {

    /** Longer than a session of PostgreSQL keeps to itself what it has counted. */
    private static final long STATISTICS_SECONDS = 11;

    double tableMebibytes() throws SQLException {
        return Requests.number(database, "SELECT pg_table_size('orchestratorm8.request')") / (1 << 20);
    }

    double indexMebibytes() throws SQLException {
        return Requests.number(database, "SELECT pg_indexes_size('orchestratorm8.request')") / (1 << 20);
    }

    double liveRows() throws SQLException {
        return Requests.number(database, "SELECT count(*) FROM orchestratorm8.request");
    }

    /** As PostgreSQL estimates it, for which it takes a while. */
    double deadRows() throws SQLException {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(STATISTICS_SECONDS));
        return Requests.number(
                database,
                """
                SELECT n_dead_tup FROM pg_stat_user_tables
                WHERE schemaname = 'orchestratorm8' AND relname = 'request'""");
    }
}
