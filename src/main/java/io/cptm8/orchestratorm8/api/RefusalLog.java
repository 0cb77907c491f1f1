package io.cptm8.orchestratorm8.api;

import io.cptm8.orchestratorm8.postgres.Statements;
import java.sql.SQLException;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what was refused to the audit, so many a minute at most: whoever reaches the port may be refused as often as they like. */
final class RefusalLog {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    static final int A_MINUTE = 20;
    private static final long MINUTE = 60_000_000_000L;

    private final DataSource database;
    private final LongSupplier nanoTime;
    private double allowance = A_MINUTE;
    private long last;
    private long left;

    RefusalLog(DataSource database, LongSupplier nanoTime) {
        this.database = database;
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
    }

    void write(String who, String action, String object, String detail) {
        if (!admits()) {
            return;
        }
        try (var connection = database.getConnection();
                var statement = Statements.prepare(connection, "/api/write-refused.sql", who, action, object, detail)) {
            statement.execute();
        } catch (SQLException e) {
            LOG.warn("A refused request ({} by {}) could not be written to the audit: {}", action, who, e.getMessage());
        }
    }

    private synchronized boolean admits() {
        var now = nanoTime.getAsLong();
        allowance = Math.min(A_MINUTE, allowance + (double) (now - last) / MINUTE * A_MINUTE);
        last = now;
        if (allowance < 1) {
            left++;
            return false;
        }
        allowance--;
        if (left > 0) {
            LOG.warn("{} refused requests were left out of the audit, which takes {} a minute.", left, A_MINUTE);
            left = 0;
        }
        return true;
    }
}
