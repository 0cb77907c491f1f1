package io.cptm8.orchestratorm8.why;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.operate.Domains;
import io.cptm8.orchestratorm8.operate.Held;
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
import java.util.Optional;
import javax.sql.DataSource;

/** Asks the database why a domain is not being scanned. */
public final class WhyNot {

    private static final String RIGHTS =
            "SELECT ON orchestratorm8.request, orchestratorm8.scanner, orchestratorm8.run, orchestratorm8.ring_now, orchestratorm8.held";

    private final Settings.Database settings;
    private final DataSource connections;

    /** With a connection of its own for each question. */
    public WhyNot(Settings.Database settings) {
        this(settings, Databases.readers(settings, "why"));
    }

    /** @param connections are lent for each question */
    public WhyNot(Settings.Database settings, DataSource connections) {
        this.settings = settings;
        this.connections = connections;
    }

    /**
     * As it is at one moment.
     *
     * @param domain its id or its name
     * @return empty: there is no such domain
     * @throws ConfigurationException the database cannot be asked
     */
    public Optional<Answer> ask(String domain) {
        try (var connection = connections.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            try (var path = connection.prepareStatement("SELECT set_config('search_path', ?, true)")) {
                path.setString(1, Databases.SCHEMA + ", \"" + settings.cptm8Schema() + "\"");
                path.execute();
            }
            return answer(connection, domain);
        } catch (SQLException e) {
            throw Obstacle.of(settings, e, RIGHTS);
        }
    }

    private static Optional<Answer> answer(Connection connection, String domain) throws SQLException {
        var id = Domains.find(connection, domain);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        try (var statement = Statements.prepare(connection, "/why/domain.sql", id.get());
                var row = statement.executeQuery();
                var instances = Statements.prepare(connection, "/why/instances.sql");
                var counted = instances.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            counted.next();
            var enabled = row.getBoolean("enabled");
            var holds = Held.now(connection);
            return Optional.of(new Answer(
                    row.getString("id"),
                    row.getString("name"),
                    row.getString("companyname"),
                    enabled,
                    all(connection, "scanners", each -> ScannerAnswer.of(enabled, each, holds), row.getObject("id")),
                    all(connection, "rings", RingAnswer::of),
                    counted.getInt("listening"),
                    counted.getBoolean("led")));
        }
    }

    private interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> all(Connection connection, String name, Reading<T> reading, Object... parameters)
            throws SQLException {
        try (var statement = Statements.prepare(connection, "/why/" + name + ".sql", parameters);
                var rows = statement.executeQuery()) {
            var answers = new ArrayList<T>();
            while (rows.next()) {
                answers.add(reading.read(rows));
            }
            return List.copyOf(answers);
        }
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
