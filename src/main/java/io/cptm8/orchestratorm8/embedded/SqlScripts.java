package io.cptm8.orchestratorm8.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;

/** Runs statements as the superuser of an embedded server. */
final class SqlScripts {

    private static final String SUPERUSER = "postgres";

    private final EmbeddedPostgres server;
    private final String password;

    SqlScripts(EmbeddedPostgres server, String password) {
        this.server = server;
        this.password = password;
    }

    /** Runs a script that is a resource beside this class, in one transaction. */
    void run(String database, String script) throws IOException, SQLException {
        execute(database, read(script));
    }

    /** Like {@link #run(String, String)}, with each {@code ${name}} replaced by the value. */
    void run(String database, String script, String name, String value) throws IOException, SQLException {
        execute(database, read(script).replace("${" + name + "}", value));
    }

    /** Runs one statement outside a transaction, as CREATE DATABASE needs it. */
    void execute(String statement) throws SQLException {
        execute(SUPERUSER, statement);
    }

    /** Runs statements in one transaction. */
    void execute(String database, String statements) throws SQLException {
        var source = server.getDatabase(SUPERUSER, database, Map.of("password", password));
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    private static String read(String script) throws IOException {
        try (var stream = SqlScripts.class.getResourceAsStream(script)) {
            if (stream == null) {
                throw new FileNotFoundException(script);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
