package io.cptm8.orchestratorm8.operate;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.postgres.Databases;
import io.cptm8.orchestratorm8.postgres.Obstacle;
import io.cptm8.orchestratorm8.postgres.Statements;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds out what a run would ask for, and what would keep it back; reads only, and so it is in no audit. */
public final class Plans {

    private static final String RIGHTS =
            "SELECT ON orchestratorm8.request, orchestratorm8.scanner, orchestratorm8.held, orchestratorm8.ring_now";

    private final Settings.Database settings;

    public Plans(Settings.Database settings) {
        this.settings = settings;
    }

    /**
     * As it is at this moment.
     *
     * @param names of domains; null: all that are enabled
     * @param refused whether this one would be kept back
     * @throws RefusedException there is no such domain
     * @throws ConfigurationException the database cannot be asked
     */
    public Plan of(String scanner, List<String> names, Predicate<Plan.Target> refused) {
        try (var connection = Databases.readers(settings, "run").getConnection()) {
            connection.setAutoCommit(false);
            new Runs(settings).path(connection);
            var ids = names == null
                    ? null
                    : connection.createArrayOf(
                            "uuid", Runs.ids(connection, names).toArray());
            var targets = new Targets(refused);
            try (var statement = Statements.prepare(connection, "/operate/plan.sql", scanner, ids, ids)) {
                statement.setFetchSize(1000);
                targets.addAll(statement.executeQuery());
            }
            return new Plan(
                    targets.count,
                    targets.refused,
                    targets.first(),
                    Held.of(scanner, Held.now(connection)),
                    busy(connection, scanner));
        } catch (SQLException e) {
            throw Obstacle.of(settings, e, RIGHTS);
        }
    }

    private static Optional<Plan.Token> busy(Connection connection, String scanner) throws SQLException {
        try (var statement = Statements.prepare(connection, "/operate/busy.sql", scanner);
                var row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(new Plan.Token(row.getLong("run"), row.getString("scanner")))
                    : Optional.empty();
        }
    }

    /** Domains as they come, however many. */
    private static final class Targets {
        private final Predicate<Plan.Target> isRefused;
        private final List<Plan.Target> keptBack = new ArrayList<>();
        private final List<Plan.Target> others = new ArrayList<>();
        private long count;
        private long refused;

        Targets(Predicate<Plan.Target> isRefused) {
            this.isRefused = isRefused;
        }

        void addAll(ResultSet rows) throws SQLException {
            while (rows.next()) {
                var cools = rows.getObject("cools_until", OffsetDateTime.class);
                var target = new Plan.Target(
                        rows.getString("id"),
                        rows.getString("name"),
                        rows.getBoolean("enabled"),
                        rows.getString("state"),
                        rows.getString("last_error"),
                        cools == null ? null : cools.toInstant());
                count++;
                var kept = isRefused.test(target);
                refused += kept ? 1 : 0;
                var list = kept ? keptBack : others;
                if (list.size() < Runs.SHOWN) {
                    list.add(target);
                }
            }
        }

        List<Plan.Target> first() {
            var all = new ArrayList<>(keptBack);
            all.addAll(others);
            return List.copyOf(all.subList(0, Math.min(all.size(), Runs.SHOWN)));
        }
    }
}
