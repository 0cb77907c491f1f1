package io.cptm8.orchestratorm8.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Statements from the files in {@code api/}. */
final class Statements {

    private static final Map<String, String> READ = new ConcurrentHashMap<>();

    private Statements() {}

    static PreparedStatement prepare(Connection connection, String name, Object... parameters) throws SQLException {
        var statement = connection.prepareStatement(READ.computeIfAbsent(name, Statements::text));
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private static String text(String name) {
        try (var stream = Statements.class.getResourceAsStream("/api/" + name + ".sql")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
