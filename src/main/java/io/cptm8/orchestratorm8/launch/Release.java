package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.postgres.Statements;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;

/** Hands leases back at the end, so that nobody has to wait for them to lapse. */
record Release(DataSource dataSource) {

    /** @return how many requests were still held */
    int release(Set<String> claims) throws SQLException {
        if (claims.isEmpty()) {
            return 0;
        }
        try (var connection = dataSource.getConnection();
                var statement = Statements.prepare(
                        connection, "/sql/release.sql", connection.createArrayOf("text", claims.toArray()))) {
            return statement.executeUpdate();
        }
    }
}
