package io.cptm8.orchestratorm8.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Statements from files among the resources. */
public final class Statements {

    private Statements() {}

    /**
     * A statement with its parameters, in order.
     *
     * @param path for example {@code /parked/find.sql}
     */
    public static PreparedStatement prepare(Connection connection, String path, Object... parameters)
            throws SQLException {
        var statement = connection.prepareStatement(text(path));
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /** Of a file that is certainly there; read anew each time. */
    public static String text(String path) {
        try (var stream = Statements.class.getResourceAsStream(path)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
