package io.cptm8.orchestratorm8.why;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Where a token of a ring is; for a ring without one, the run that ended last.
 *
 * @param run null: none is under way, and none ended
 * @param scanner whose turn it is; null: nobody's, and the run has ended
 * @param since when its turn came, or the run ended
 * @param usuallySeconds how long it usually takes; null: not known yet
 * @param state {@code late} or {@code stuck}; null: neither
 * @param why what its queue shows; null: it was not looked at yet
 * @param outcome of a run that has ended; null: it has not
 * @param roundAt when the next round is due; null: with the next change or schedule
 */
public record RingAnswer(
        String ring,
        Long run,
        String scanner,
        Instant since,
        Double usuallySeconds,
        String state,
        String why,
        int restarts,
        String outcome,
        Instant roundAt) {

    static RingAnswer of(ResultSet row) throws SQLException {
        var ended = row.getString("scanner") == null;
        return new RingAnswer(
                row.getString("ring"),
                row.getObject(ended ? "last_run" : "run", Long.class),
                row.getString("scanner"),
                WhyNot.instant(row, ended ? "last_ended_at" : "since"),
                row.getObject("usually_seconds", Double.class),
                row.getString("state"),
                row.getString("why"),
                row.getInt("restarts"),
                ended ? row.getString("last_outcome") : null,
                WhyNot.instant(row, "round_at"));
    }
}
