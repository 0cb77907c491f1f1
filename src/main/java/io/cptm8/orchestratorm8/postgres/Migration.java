package io.cptm8.orchestratorm8.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings our schema and the capture trigger up to date. Several instances may do it at once: Flyway takes a lock. */
public final class Migration {

    private static final int OLDEST_POSTGRESQL = 15;

    private final DataSource dataSource;
    private final String cptm8Schema;

    public Migration(DataSource dataSource, String cptm8Schema) {
        this.dataSource = dataSource;
        this.cptm8Schema = cptm8Schema;
    }

    /**
     * @throws RightsException a right is missing; trying again does not help
     * @throws SQLException the database is away, or not the platform's yet; worth another try
     */
    public void run() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            check(connection);
        }
        Flyway.configure()
                .dataSource(QuotedRole.in(dataSource))
                .locations("classpath:migrations")
                .schemas(Databases.SCHEMA)
                .defaultSchema(Databases.SCHEMA)
                .createSchemas(true)
                .placeholders(Map.of("cptm8Schema", cptm8Schema))
                .load()
                .migrate();
    }

    private void check(Connection connection) throws SQLException {
        var version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST_POSTGRESQL) {
            throw new RightsException(
                    "PostgreSQL %d answers, but OrchestratorM8 needs %d or newer. It stops; give it a newer server."
                            .formatted(version, OLDEST_POSTGRESQL));
        }
        var table = "\"" + cptm8Schema + "\".cptm8domain";
        // By name a table is found only by those who may enter its schema; the catalogue tells everybody.
        var oid = text(
                connection,
                "SELECT max(c.oid::bigint) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
                        + " WHERE relname = 'cptm8domain' AND relkind IN ('r', 'p') AND nspname = '" + cptm8Schema
                        + "'");
        if (oid == null) {
            throw new SQLException(
                    "database %s has no table %s yet; is it CPTM8's?".formatted(connection.getCatalog(), table));
        }
        var user = quote(text(connection, "SELECT current_user"));
        var grants = new ArrayList<String>();
        if (!ask(connection, "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = '" + Databases.SCHEMA + "')")) {
            require(
                    connection,
                    grants,
                    "has_database_privilege(current_database(), 'CREATE')",
                    "GRANT CREATE ON DATABASE " + quote(connection.getCatalog()) + " TO " + user + ";");
        } else {
            require(
                    connection,
                    grants,
                    "has_schema_privilege('" + Databases.SCHEMA + "', 'CREATE') AND has_schema_privilege('"
                            + Databases.SCHEMA + "', 'USAGE')",
                    "GRANT ALL ON SCHEMA " + Databases.SCHEMA + " TO " + user + ";");
        }
        require(
                connection,
                grants,
                "has_schema_privilege('" + cptm8Schema + "', 'USAGE')",
                "GRANT USAGE ON SCHEMA " + quote(cptm8Schema) + " TO " + user + ";");
        require(
                connection,
                grants,
                "has_table_privilege(" + oid + "::oid, 'SELECT') AND has_table_privilege(" + oid + "::oid, 'TRIGGER')",
                "GRANT SELECT, TRIGGER ON " + table + " TO " + user + ";");
        if (!grants.isEmpty()) {
            throw new RightsException(
                    "Database user %s lacks rights. Nothing was changed and OrchestratorM8 stops. As the owner of the database, run: %s"
                            .formatted(user, String.join(" ", grants)));
        }
    }

    private static void require(Connection connection, List<String> grants, String right, String grant)
            throws SQLException {
        if (!ask(connection, "SELECT " + right)) {
            grants.add(grant);
        }
    }

    private static boolean ask(Connection connection, String question) throws SQLException {
        return "t".equals(text(connection, question));
    }

    private static String text(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private static String quote(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }
}
