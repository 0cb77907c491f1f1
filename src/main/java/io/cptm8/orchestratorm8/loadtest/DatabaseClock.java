package io.cptm8.orchestratorm8.loadtest;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The database's clock, read from here: what it showed at a moment of {@link System#nanoTime}.
 *
 * @param offsetMicros from nanoTime, in microseconds, to the database's microseconds since 1970
 * @param errorMicros by how much that may be wrong, to either side
 */
record DatabaseClock(long offsetMicros, long errorMicros) {

    private static final int QUESTIONS = 20;

    /** Asks some times and keeps the quickest answer: the clock was read between question and answer. */
    static DatabaseClock read(Connection connection, Sql sql) throws SQLException {
        var best = new DatabaseClock(0, Long.MAX_VALUE);
        for (int i = 0; i < QUESTIONS; i++) {
            var asked = System.nanoTime();
            var shown = sql.value(connection, "clock", Long.class);
            var answered = System.nanoTime();
            var half = (answered - asked) / 2;
            if (half / 1000 < best.errorMicros) {
                best = new DatabaseClock(shown - (asked + half) / 1000, half / 1000);
            }
        }
        return best;
    }

    /** Between two readings; clocks drift, and one may be set. */
    DatabaseClock until(DatabaseClock later) {
        var drift = later.offsetMicros - offsetMicros;
        return new DatabaseClock(
                offsetMicros + drift / 2, Math.max(errorMicros, later.errorMicros) + Math.abs(drift) / 2);
    }

    long at(long nanoTime) {
        return nanoTime / 1000 + offsetMicros;
    }
}
