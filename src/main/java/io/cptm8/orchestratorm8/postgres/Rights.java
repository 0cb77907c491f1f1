package io.cptm8.orchestratorm8.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What our database user must be allowed before the migration, and the statements that allow it. */
public final class Rights {

    private Rights() {}

    /**
     * The statements, to be run by the owner of the database; empty: nothing is missing.
     *
     * @throws SQLException the database is away, or has no table cptm8domain
     */
    public static List<String> missing(Connection connection, String cptm8Schema) throws SQLException {
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
        var user = user(connection);
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
        return List.copyOf(grants);
    }

    /** Our user, as a statement has it. */
    public static String user(Connection connection) throws SQLException {
        return quote(text(connection, "SELECT current_user"));
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
