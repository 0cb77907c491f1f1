package io.cptm8.orchestratorm8.api;

import io.cptm8.orchestratorm8.postgres.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What was answered under an {@code Idempotency-Key}, for a day. The key is one of its caller's: nobody reads another's answer. Two requests with
 * one key at the same moment, on whichever instances, meet at the table's primary key.
 */
final class Kept {

    private final Connection connection;
    private final Call call;
    private final String fingerprint;

    Kept(Connection connection, Call call) {
        this.connection = connection;
        this.call = call;
        this.fingerprint = ApiKey.digestText(call.operation().id() + " " + call.argumentsText());
    }

    /**
     * @return empty: it is to be done now
     * @throws Refusal the key was used for another request
     */
    Optional<Answer> before() throws SQLException, Refusal {
        if (call.idempotencyKey() == null) {
            return Optional.empty();
        }
        try (var forget = Statements.prepare(connection, "/api/forget-kept.sql")) {
            forget.executeUpdate();
        }
        try (var take =
                Statements.prepare(connection, "/api/keep.sql", call.who(), call.idempotencyKey(), fingerprint)) {
            if (take.executeUpdate() == 1) {
                return Optional.empty();
            }
        }
        try (var statement = Statements.prepare(connection, "/api/kept.sql", call.who(), call.idempotencyKey());
                var row = statement.executeQuery()) {
            if (!row.next()) {
                throw Refusal.busy("What was kept under this Idempotency-Key has just been forgotten.");
            }
            if (!row.getString("fingerprint").equals(fingerprint)) {
                throw new Refusal(
                        422,
                        "Key used before",
                        "This Idempotency-Key was used for another request less than a day ago.");
            }
            return Optional.of(Answer.json(row.getInt("status"), row.getString("answer")));
        }
    }

    void keep(Answer answer) throws SQLException {
        if (call.idempotencyKey() == null) {
            return;
        }
        try (var statement = Statements.prepare(
                connection,
                "/api/keep-answer.sql",
                answer.status(),
                answer.text(),
                call.who(),
                call.idempotencyKey())) {
            statement.executeUpdate();
        }
    }
}
