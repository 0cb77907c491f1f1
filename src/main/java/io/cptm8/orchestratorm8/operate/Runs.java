package io.cptm8.orchestratorm8.operate;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.postgres.Databases;
import io.cptm8.orchestratorm8.postgres.Obstacle;
import io.cptm8.orchestratorm8.postgres.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Has a scanner run now, for some domains or for all that are enabled.
 *
 * <p>Every method throws {@link ConfigurationException} when the database cannot be used; then nothing was changed.
 */
public final class Runs {

    /** So many requests are told one by one. */
    public static final int SHOWN = 100;

    private final Settings.Database settings;

    public Runs(Settings.Database settings) {
        this.settings = settings;
    }

    /**
     * Asks, in one transaction.
     *
     * @param names of domains; null: all that are enabled
     * @throws RefusedException there is no such scanner or domain, or one of them is disabled
     */
    public Run now(Deed deed, List<String> names) {
        return Transaction.of(settings, deed, session -> {
            path(session);
            var domains = new ArrayList<UUID>();
            if (names == null) {
                domains.add(null);
            } else {
                domains.addAll(ids(session, names));
            }
            var requests = new Requests();
            for (var domain : domains) {
                try (var statement =
                        Statements.prepare(session, "/operate/run.sql", deed.scanner(), domain, deed.who())) {
                    statement.setFetchSize(1000);
                    requests.addAll(statement.executeQuery());
                }
            }
            return requests.run();
        });
    }

    /** The ids of these domains, each once. */
    static List<UUID> ids(Connection session, List<String> names) throws SQLException {
        var ids = new ArrayList<UUID>();
        for (var name : names) {
            var id = Domains.find(session, name)
                    .orElseThrow(() -> new RefusedException(
                            "There is no domain \"%s\" in cptm8domain. Nothing was changed.".formatted(name)));
            if (!ids.contains(id)) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** The platform's table is found by its bare name. */
    void path(Connection session) throws SQLException {
        try (var path = session.prepareStatement("SELECT set_config('search_path', ?, true)")) {
            path.setString(1, Databases.SCHEMA + ", \"" + settings.cptm8Schema() + "\"");
            path.execute();
        }
    }

    /** What has become of the first requests of a run since then, by request, and the holds that are in force. */
    public Words words(Run run) {
        try (var connection = Databases.readers(settings, "run").getConnection()) {
            return words(connection, run);
        } catch (SQLException e) {
            throw Obstacle.of(settings, e, "SELECT ON orchestratorm8.request, orchestratorm8.held");
        }
    }

    /** What has become of requests. */
    public record Words(Map<Long, Word> byRequest, List<Held> holds) {}

    private static Words words(Connection connection, Run run) throws SQLException {
        var ids = connection.createArrayOf(
                "bigint", run.first().stream().map(Run.Request::id).toArray());
        try (var statement = Statements.prepare(connection, "/operate/word.sql", run.at(), ids);
                var rows = statement.executeQuery()) {
            var words = new HashMap<Long, Word>();
            while (rows.next()) {
                words.put(rows.getLong("id"), Word.of(rows));
            }
            return new Words(Map.copyOf(words), Held.now(connection));
        }
    }

    /** Requests as they come, however many. */
    private static final class Requests {
        private final List<Run.Request> first = new ArrayList<>();
        private long count;
        private OffsetDateTime at;

        void addAll(java.sql.ResultSet rows) throws SQLException {
            while (rows.next()) {
                count++;
                // The first, which is before anybody could see them: they are not committed yet.
                at = at == null ? rows.getObject("asked_at", OffsetDateTime.class) : at;
                if (first.size() < SHOWN) {
                    first.add(
                            new Run.Request(rows.getLong("request"), rows.getString("domain"), rows.getString("name")));
                }
            }
        }

        Run run() {
            return new Run(count, List.copyOf(first), at);
        }
    }
}
