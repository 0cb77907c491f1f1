package io.cptm8.orchestratorm8.operate;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.postgres.Databases;
import io.cptm8.orchestratorm8.postgres.Obstacle;
import io.cptm8.orchestratorm8.postgres.Statements;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Who did what by hand, and what was refused. The database lets nobody change it. */
public final class Audit {

    public static final String DONE = "done";
    public static final String REFUSED = "refused";

    /**
     * One of them. Texts are as they are in the database, hostile ones too.
     *
     * @param via {@code cli}, {@code api} or {@code sql}
     * @param object what it was done to
     * @param outcome {@value #DONE} or {@value #REFUSED}
     * @param detail null: there is none
     */
    public record Entry(
            long id, Instant at, String who, String via, String action, String object, String outcome, String detail) {}

    private Audit() {}

    /**
     * The newest first.
     *
     * @throws ConfigurationException the database cannot be asked
     */
    public static List<Entry> newest(Settings.Database settings, int limit) {
        try (var connection = Databases.readers(settings, "audit").getConnection();
                var statement = Statements.prepare(connection, "/operate/audit.sql", limit);
                var rows = statement.executeQuery()) {
            var entries = new ArrayList<Entry>();
            while (rows.next()) {
                entries.add(entry(rows));
            }
            return List.copyOf(entries);
        } catch (SQLException e) {
            throw Obstacle.of(settings, e, "SELECT ON orchestratorm8.audit");
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("who"),
                row.getString("via"),
                row.getString("action"),
                row.getString("object"),
                row.getString("outcome"),
                row.getString("detail"));
    }

    /** Writes an entry of the command line, in the transaction that this session has under way. */
    public static void write(
            Connection session, String who, String action, String object, String outcome, String detail)
            throws SQLException {
        try (var statement =
                Statements.prepare(session, "/operate/write-audit.sql", who, action, object, outcome, detail)) {
            statement.execute();
        }
    }
}
