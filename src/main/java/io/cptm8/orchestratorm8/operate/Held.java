package io.cptm8.orchestratorm8.operate;

import io.cptm8.orchestratorm8.postgres.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A hold that is in force. Texts are as people have written them.
 *
 * @param scanner null: every scanner
 * @param until when it ends by itself; null: it does not
 */
public record Held(String scanner, String reason, String who, Instant since, Instant until) {

    private static final Comparator<Held> BY_END =
            Comparator.comparing(Held::until, Comparator.nullsLast(Comparator.naturalOrder()));

    /** All that are in force at this moment. */
    public static List<Held> now(Connection connection) throws SQLException {
        try (var statement = Statements.prepare(connection, "/operate/held.sql");
                var rows = statement.executeQuery()) {
            var holds = new ArrayList<Held>();
            while (rows.next()) {
                var until = rows.getObject("until", OffsetDateTime.class);
                holds.add(new Held(
                        rows.getString("scanner"),
                        rows.getString("reason"),
                        rows.getString("who"),
                        rows.getObject("since", OffsetDateTime.class).toInstant(),
                        until == null ? null : until.toInstant()));
            }
            return List.copyOf(holds);
        }
    }

    /** The one that keeps this scanner longest: its own, or that of all. */
    public static Optional<Held> of(String scanner, List<Held> holds) {
        return holds.stream()
                .filter(each -> each.scanner() == null || each.scanner().equals(scanner))
                .max(BY_END);
    }

    /** As JSON has it. */
    public Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("scanner", scanner);
        json.put("reason", reason);
        json.put("who", who);
        json.put("since", since.toString());
        json.put("until", until == null ? null : until.toString());
        return json;
    }
}
