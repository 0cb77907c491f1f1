package io.cptm8.orchestratorm8.embedded;

import java.sql.SQLException;

/** The superuser of an embedded server, who is nobody's business but a test's. */
public record Superuser(EmbeddedDatabase server) {

    public static Superuser of(EmbeddedDatabase server) {
        return new Superuser(server);
    }

    public void execute(String database, String sql) throws SQLException {
        server.superuser().execute(database, sql);
    }
}
