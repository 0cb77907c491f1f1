package io.cptm8.orchestratorm8.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings our schema and the capture trigger up to date. Several instances may do it at once: Flyway takes a lock. */
public final class Migration {

    /** Oldest major version of PostgreSQL that will do. */
    public static final int OLDEST_POSTGRESQL = 15;

    private final DataSource dataSource;
    private final String cptm8Schema;

    public Migration(DataSource dataSource, String cptm8Schema) {
        this.dataSource = dataSource;
        this.cptm8Schema = cptm8Schema;
    }

    /**
     * @throws UnfitException a right is missing, or a pooler is in the way; trying again does not help
     * @throws SQLException the database is away, or not the platform's yet; worth another try
     */
    public void run() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            check(connection);
        }
        flyway().migrate();
    }

    /**
     * Held against the database, and nothing changed there.
     *
     * @throws org.flywaydb.core.api.FlywayException the database is away, or our schema may not be read
     */
    public MigrationState state() {
        return MigrationState.of(flyway().info().all());
    }

    private Flyway flyway() {
        return Flyway.configure()
                .dataSource(QuotedRole.in(dataSource))
                .locations("classpath:migrations")
                .schemas(Databases.SCHEMA)
                .defaultSchema(Databases.SCHEMA)
                .createSchemas(true)
                .placeholders(Map.of("cptm8Schema", cptm8Schema))
                .load();
    }

    private void check(Connection connection) throws SQLException {
        if (!Pooler.keepsSession(connection, dataSource::getConnection)) {
            throw new UnfitException(
                    "PostgreSQL is behind a pooler in transaction mode: two statements on one connection were answered by two sessions. What listens for changes and what leads would be lost there without a word. Nothing was changed and OrchestratorM8 stops; give POSTGRESQL_HOSTNAME and POSTGRESQL_PORT of PostgreSQL itself, or of a pooler in session mode.");
        }
        var version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST_POSTGRESQL) {
            throw new UnfitException(
                    "PostgreSQL %d answers, but OrchestratorM8 needs %d or newer. It stops; give it a newer server."
                            .formatted(version, OLDEST_POSTGRESQL));
        }
        var grants = Rights.missing(connection, cptm8Schema);
        if (!grants.isEmpty()) {
            throw new UnfitException(
                    "Database user %s lacks rights. Nothing was changed and OrchestratorM8 stops. As the owner of the database, run: %s"
                            .formatted(Rights.user(connection), String.join(" ", grants)));
        }
    }
}
