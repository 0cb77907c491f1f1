package io.cptm8.orchestratorm8.loadtest;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.postgres.Databases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A database that this process has for its load test alone, until it is closed. Nothing is written by taking it. */
public final class Ground implements AutoCloseable {

    private final Settings.Database settings;
    private final Connection session;
    private final Sql sql;

    private Ground(Settings.Database settings, Connection session) {
        this.settings = settings;
        this.session = session;
        this.sql = new Sql(settings);
    }

    /** @throws ConfigurationException it cannot be had: away, not prepared, rights missing, or another run has it */
    public static Ground take(Settings.Database settings) {
        var where = "%s at %s".formatted(settings.name(), settings.where());
        try {
            var ground = new Ground(settings, session(settings));
            try {
                ground.require(where);
                return ground;
            } catch (SQLException | RuntimeException e) {
                ground.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new ConfigurationException(
                    "Database %s cannot be used (%s)".formatted(where, e.getMessage()),
                    "Start it, or correct POSTGRESQL_HOSTNAME, POSTGRESQL_PORT, POSTGRESQL_USERNAME and POSTGRESQL_PASSWORD.");
        }
    }

    static Connection session(Settings.Database settings) throws SQLException {
        var session = Databases.session(settings, "loadtest");
        try (var statement = session.createStatement()) {
            // Shorter than deadlock_timeout, as in the application's own sessions: we give way, never the platform.
            statement.execute("SET lock_timeout = '500ms'");
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    private void require(String where) throws SQLException {
        try (var statement = sql.prepare(session, "prepared", settings.cptm8Schema());
                var row = statement.executeQuery()) {
            row.next();
            if (!row.getBoolean("ours") || !row.getBoolean("theirs")) {
                throw new ConfigurationException(
                        "Database %s has no %s"
                                .formatted(
                                        where,
                                        row.getBoolean("theirs")
                                                ? "schema orchestratorm8 yet"
                                                : "table " + settings.cptm8Schema() + ".cptm8domain"),
                        "Is it the platform's? An instance prepares it at its start: orchestratorm8 launch");
            }
        }
        var grants = grants();
        if (!grants.isEmpty()) {
            throw new ConfigurationException(
                    "Database user \"%s\" may not do on %s what a load test does"
                            .formatted(settings.credentials().user(), where),
                    "Run this command with POSTGRESQL_USERNAME and POSTGRESQL_PASSWORD of a user who may, or, as the"
                            + " owner: " + String.join(" ", grants));
        }
        if (!sql.value(session, "lock", Boolean.class)) {
            throw new ConfigurationException(
                    "Another load test has database %s".formatted(where), "Wait for its end, or stop it.");
        }
    }

    private List<String> grants() throws SQLException {
        var grants = new ArrayList<String>();
        try (var statement = sql.prepare(session, "rights");
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                grants.add(rows.getString("statement"));
            }
        }
        return grants;
    }

    /** Whether an instance works on this database. */
    public boolean isWorkedOn() throws SQLException {
        return sql.value(session, "running", Boolean.class);
    }

    /**
     * Every scanner that the database knows.
     *
     * @param only the one to ask; empty: all that start on change
     */
    public List<Driven> scanners(Optional<String> only) throws SQLException {
        var scanners = new ArrayList<Driven>();
        try (var statement = sql.prepare(session, "scanners");
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                var name = rows.getString("name");
                var onChange = rows.getBoolean("on_change");
                scanners.add(
                        new Driven(name, only.map(name::equals).orElse(onChange), onChange, rows.getString("cron")));
            }
        }
        return scanners;
    }

    /** What earlier runs left, by run: how many domains. With the lock held, none of them can still be at work. */
    public Map<String, Long> leftovers() throws SQLException {
        var runs = new TreeMap<String, Long>();
        try (var statement = sql.prepare(session, "runs");
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                runs.put(rows.getString("run"), rows.getLong("domains"));
            }
        }
        return runs;
    }

    /** Removes what {@link #leftovers} found; answers how many domains that were. */
    public long remove(Map<String, Long> runs, Progress progress) throws SQLException {
        long removed = 0;
        for (var run : runs.entrySet()) {
            removed += new Removal(session, sql, new Mark(run.getKey())).run(run.getValue(), progress);
        }
        return removed;
    }

    Settings.Database settings() {
        return settings;
    }

    Connection session() {
        return session;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException e) {
            // gone already, and the lock with it
        }
    }
}
