package io.cptm8.orchestratorm8.operate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** What has become of a request since it was asked for. */
public sealed interface Word {

    /** Nothing more is to come: a receipt, or a reason why there is none. */
    record Settled(String state, String receipt, String error) implements Word {}

    /** It was tried and waits again. @param again null: with the next round of its ring */
    record Again(String receipt, String error, Instant again) implements Word {}

    /** The least time between two messages of it is not over. */
    record Cooling(Instant until) implements Word {}

    /** An instance has claimed it. */
    record Claimed() implements Word {}

    /** Nobody has claimed it yet. */
    record Waiting() implements Word {}

    /** Of a row of word.sql. */
    static Word of(ResultSet row) throws SQLException {
        var due = row.getObject("due_at", OffsetDateTime.class);
        var again = due == null ? null : due.toInstant();
        if (!row.getString("state").equals("waiting")) {
            return new Settled(row.getString("state"), row.getString("receipt"), row.getString("last_error"));
        }
        if (row.getBoolean("claimed")) {
            return new Claimed();
        }
        if (row.getBoolean("heard")) {
            return new Again(row.getString("receipt"), row.getString("last_error"), again);
        }
        return row.getBoolean("later") && !row.getBoolean("next_round") ? new Cooling(again) : new Waiting();
    }

    /** Whether to wait is of no use: it has its word, or none will come soon. */
    default boolean isLast() {
        return this instanceof Settled || this instanceof Again || this instanceof Cooling;
    }
}
