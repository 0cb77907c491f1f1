package io.cptm8.orchestratorm8.parked;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Statements from the files in {@code parked/}. */
final class Sql {

    private Sql() {}

    static PreparedStatement prepare(Connection connection, String name, Object... parameters) throws SQLException {
        var statement = connection.prepareStatement(text(name));
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private static String text(String name) {
        try (var stream = Sql.class.getResourceAsStream("/parked/" + name + ".sql")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
