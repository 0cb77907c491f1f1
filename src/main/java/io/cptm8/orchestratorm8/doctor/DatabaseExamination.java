package io.cptm8.orchestratorm8.doctor;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.scanner.Scanner;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;

/** Everything that the database can tell. */
final class DatabaseExamination {

    private final Settings.Database settings;
    private final DataSource dataSource;
    private final Clock clock;
    private final Notes notes;

    DatabaseExamination(Settings.Database settings, DataSource dataSource, Clock clock, Notes notes) {
        this.settings = settings;
        this.dataSource = dataSource;
        this.clock = clock;
        this.notes = notes;
    }

    /** @param running whether this is asked by an instance itself, which knows who listens and what is registered */
    void look(List<Scanner> enabled, boolean running) {
        try (var connection = dataSource.getConnection()) {
            new ServerExamination(settings, dataSource::getConnection, clock, notes).look(connection);
            if (new SchemaExamination(settings, dataSource, notes).look(connection) && !running) {
                new ScannersInDatabase(notes).look(connection, enabled);
            }
        } catch (SQLException e) {
            away(e.getSQLState(), e.getMessage());
        } catch (FlywayException e) {
            away("", e.getMessage());
        }
    }

    private void away(String state, String message) {
        var where = "PostgreSQL at %s, database %s,".formatted(settings.where(), settings.name());
        // Classes of SQLSTATE: 28 invalid authorization, 3D no such database, 42501 no right to connect.
        var refused = state != null && (state.startsWith("28") || state.startsWith("3D") || state.equals("42501"));
        notes.away(
                "postgresql",
                settings.address(),
                refused
                        ? new Finding(
                                Ailment.DATABASE_REFUSES_LOGIN,
                                "postgresql",
                                "%s answers and does not let us in: %s.".formatted(where, message),
                                "Correct POSTGRESQL_DB, POSTGRESQL_USERNAME and POSTGRESQL_PASSWORD.")
                        : new Finding(
                                Ailment.DATABASE_AWAY,
                                "postgresql",
                                "%s cannot be asked: %s".formatted(where, message),
                                "Start it, or correct POSTGRESQL_HOSTNAME and POSTGRESQL_PORT."));
    }
}
