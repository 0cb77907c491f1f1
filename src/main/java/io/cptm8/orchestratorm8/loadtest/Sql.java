package io.cptm8.orchestratorm8.loadtest;

import io.cptm8.orchestratorm8.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Statements from the files in {@code loadtest/}, for the schema that holds the platform's table. */
final class Sql {

    private final String cptm8Schema;
    private final Map<String, String> texts = new ConcurrentHashMap<>();

    Sql(Settings.Database settings) {
        cptm8Schema = settings.cptm8Schema();
    }

    PreparedStatement prepare(Connection connection, String name, Object... parameters) throws SQLException {
        var statement = connection.prepareStatement(texts.computeIfAbsent(name, this::read));
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /** The only value of the only row. */
    <T> T value(Connection connection, String name, Class<T> type) throws SQLException {
        try (var statement = prepare(connection, name);
                var answer = statement.executeQuery()) {
            answer.next();
            return answer.getObject(1, type);
        }
    }

    private String read(String name) {
        try (var stream = Sql.class.getResourceAsStream("/loadtest/" + name + ".sql")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("${cptm8Schema}", cptm8Schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
