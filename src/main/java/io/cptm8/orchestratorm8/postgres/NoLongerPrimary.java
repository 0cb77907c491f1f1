package io.cptm8.orchestratorm8.postgres;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Ends a pooled connection to a server that has stopped taking writes: it is a standby now. The connection itself is
 * well, so that the pool would lend it for as long as it lives, and every write on it would fail.
 */
final class NoLongerPrimary implements SQLExceptionOverride {

    /** read_only_sql_transaction. */
    static final String READ_ONLY = "25006";

    private final Runnable evictOthers;

    /** @param evictOthers told when one connection is found to be read-only: all that were opened with it are, too */
    NoLongerPrimary(Runnable evictOthers) {
        this.evictOthers = evictOthers;
    }

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
        if (!READ_ONLY.equals(failure.getSQLState())) {
            return SQLExceptionOverride.Override.CONTINUE_EVICT;
        }
        evictOthers.run();
        return SQLExceptionOverride.Override.MUST_EVICT;
    }
}
