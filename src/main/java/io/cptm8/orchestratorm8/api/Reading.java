package io.cptm8.orchestratorm8.api;

import io.cptm8.orchestratorm8.postgres.Statements;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Answers with what the operation's statement says: one JSON text; no row, or null, is nothing that there is. */
final class Reading extends Answering {

    private final DataSource database;

    Reading(DataSource database) {
        this.database = database;
    }

    @Override
    Answer answer(Call call) throws Refusal, SQLException {
        try (var connection = database.getConnection()) {
            connection.setReadOnly(true);
            try (var statement = Statements.prepare(
                            connection, "/api/" + call.operation().id() + ".sql", call.argumentsText());
                    var rows = statement.executeQuery()) {
                var text = rows.next() ? rows.getString(1) : null;
                if (text == null) {
                    throw Refusal.notThere(
                            "There is no such " + call.operation().path().get(1).replaceFirst("s$", "") + ".");
                }
                return Answer.json(200, text);
            }
        }
    }
}
