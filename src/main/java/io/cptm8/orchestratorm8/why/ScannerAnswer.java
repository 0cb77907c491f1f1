package io.cptm8.orchestratorm8.why;

import io.cptm8.orchestratorm8.operate.Held;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * What one scanner has to do with a domain.
 *
 * @param ring where the round of its ring begins; null: it is in none
 * @param since when that came to be; null: not known
 * @param until when it may change by itself; null: it does not, or at any moment
 * @param position among those that wait for this scanner, from 1; one more than {@link #COUNTED}: further back; 0: it does not wait
 * @param attempts since it was last asked for
 * @param reason why it was asked for; null: it was not
 * @param error the last one; null: none
 * @param hold of the scanner, the one that ends last; null: nobody holds it
 */
public record ScannerAnswer(
        String scanner,
        String ring,
        State state,
        Instant since,
        Instant until,
        long position,
        int attempts,
        String reason,
        String error,
        Held hold) {

    /** A place further back is not counted out, which would take longer the more wait. */
    public static final int COUNTED = 10_000;

    static ScannerAnswer of(boolean enabled, ResultSet row, List<Held> holds) throws SQLException {
        var hold = Held.of(row.getString("name"), holds).orElse(null);
        var state = state(enabled, row, hold);
        var waits = state == State.RETRYING || state == State.COOLING_DOWN;
        return new ScannerAnswer(
                row.getString("name"),
                row.getString("ring"),
                state,
                state == State.HELD ? hold.since() : since(state, row),
                state == State.HELD ? hold.until() : waits ? WhyNot.instant(row, "due_at") : null,
                state == State.WAITING ? row.getLong("position") : 0,
                row.getInt("attempt"),
                state == State.NEVER_ASKED ? row.getString("walk_reason") : row.getString("reason"),
                row.getString("last_error"),
                hold);
    }

    private static State state(boolean enabled, ResultSet row, Held hold) throws SQLException {
        if (!enabled) {
            return State.DISABLED;
        }
        var state = row.getString("state");
        if (state == null) {
            return State.NEVER_ASKED;
        }
        return switch (state) {
            case "parked" -> State.PARKED;
            case "cancelled" -> State.CANCELLED;
            case "done" -> done(row.getString("receipt"));
            default -> waiting(row, hold);
        };
    }

    private static State done(String receipt) {
        return switch (String.valueOf(receipt)) {
            case "already waiting" -> State.ALREADY_WAITING;
            case "covered" -> State.COVERED;
            default -> State.ACCEPTED;
        };
    }

    private static State waiting(ResultSet row, Held hold) throws SQLException {
        if (row.getBoolean("claimed")) {
            return State.BEING_SENT;
        }
        if (row.getBoolean("held")) {
            return State.NEXT_ROUND;
        }
        if (hold != null) {
            return State.HELD;
        }
        if (!row.getBoolean("later")) {
            return State.WAITING;
        }
        return row.getInt("attempt") > 0 ? State.RETRYING : State.COOLING_DOWN;
    }

    private static Instant since(State state, ResultSet row) throws SQLException {
        return switch (state) {
            case DISABLED, NEVER_ASKED, CANCELLED -> null;
            case ACCEPTED, ALREADY_WAITING, COVERED, PARKED -> WhyNot.instant(row, "receipt_at");
            default -> WhyNot.instant(row, "requested_at");
        };
    }
}
