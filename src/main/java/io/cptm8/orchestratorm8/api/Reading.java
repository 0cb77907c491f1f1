package io.cptm8.orchestratorm8.api;

import io.cptm8.orchestratorm8.postgres.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Answers with what the operation's statement says: one JSON text. Only a domain can be asked for that is not there. */
final class Reading extends Answering {

    private final DataSource database;

    Reading(DataSource database) {
        this.database = database;
    }

    @Override
    Answer answer(Call call) throws Refusal, SQLException {
        try (var connection = database.getConnection()) {
            connection.setReadOnly(true);
            var resolved = DomainArgument.resolve(connection, call);
            var text = resolved.isEmpty() ? null : text(connection, resolved.get());
            if (text == null) {
                throw Refusal.notThere("There is no such domain.");
            }
            return Answer.json(200, text);
        }
    }

    private static String text(Connection connection, Call call) throws SQLException {
        try (var statement = Statements.prepare(
                        connection, "/api/" + call.operation().id() + ".sql", call.argumentsText());
                var rows = statement.executeQuery()) {
            return rows.next() ? rows.getString(1) : null;
        }
    }
}
