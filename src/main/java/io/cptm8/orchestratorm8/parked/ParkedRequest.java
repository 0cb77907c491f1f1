package io.cptm8.orchestratorm8.parked;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * One row of the view {@code orchestratorm8.parked}. Texts are as they are in the database, hostile ones too.
 *
 * @param domain id of the domain
 * @param name null: there is no such domain any more
 * @param parkedAt null: not known
 * @param attempts since the request was last wished for
 * @param firstError null: none was kept
 * @param lastError null: none was kept
 */
public record ParkedRequest(
        long request,
        String scanner,
        String domain,
        String name,
        String reason,
        Instant requestedAt,
        Instant parkedAt,
        int attempts,
        String firstError,
        String lastError) {

    static ParkedRequest of(ResultSet row) throws SQLException {
        return new ParkedRequest(
                row.getLong("request"),
                row.getString("scanner"),
                row.getString("domain_id"),
                row.getString("name"),
                row.getString("reason"),
                instant(row, "requested_at"),
                instant(row, "parked_at"),
                row.getInt("attempt"),
                row.getString("first_error"),
                row.getString("last_error"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
