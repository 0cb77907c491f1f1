package io.cptm8.orchestratorm8.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
                var statement = connection.prepareStatement(sql())) {
            statement.setArray(1, connection.createArrayOf("text", claims.toArray()));
            return statement.executeUpdate();
        }
    }

    private static String sql() {
        try (var stream = Release.class.getResourceAsStream("/sql/release.sql")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
