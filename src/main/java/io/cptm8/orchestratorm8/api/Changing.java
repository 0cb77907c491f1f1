package io.cptm8.orchestratorm8.api;

import io.cptm8.orchestratorm8.postgres.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Does what the operation's statement does, in one transaction with its audit and with what is kept under its {@code Idempotency-Key}: either all of it is
 * there afterwards or nothing is.
 */
final class Changing extends Answering {

    private final DataSource database;
    private final RefusalLog refused;

    Changing(DataSource database, RefusalLog refused) {
        this.database = database;
        this.refused = refused;
    }

    @Override
    Answer answer(Call call) throws Refusal, SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var answer = once(connection, call);
                connection.commit();
                return answer;
            } catch (SQLException | Refusal | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw heard(call, DatabaseTrouble.refusal(e));
        } catch (Refusal e) {
            throw heard(call, e);
        }
    }

    /** What cannot be done at the moment was not refused. */
    private Refusal heard(Call call, Refusal refusal) {
        if (refusal.status() < 500) {
            refused.write(call.who(), call.operation().action(), call.argumentsText(), refusal.getMessage());
        }
        return refusal;
    }

    private static Answer once(Connection connection, Call call) throws SQLException, Refusal {
        var kept = new Kept(connection, call);
        var before = kept.before();
        if (before.isPresent()) {
            return before.get();
        }
        var answer = done(connection, call);
        kept.keep(answer);
        return answer;
    }

    private static Answer done(Connection connection, Call asked) throws SQLException, Refusal {
        try (var limits = Statements.prepare(connection, "/api/limits.sql")) {
            limits.execute();
        }
        var call = DomainArgument.resolve(connection, asked)
                .orElseThrow(() -> Refusal.notThere("Nothing was changed: there is no such domain."));
        try (var statement = Statements.prepare(
                        connection, "/api/" + call.operation().id() + ".sql", call.argumentsText(), call.who());
                var rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new IllegalStateException(call.operation().id() + " answered nothing");
            }
            var status = rows.getInt("status");
            var text = rows.getString("answer");
            if (status >= 400) {
                throw new Refusal(status, status == 404 ? "Not found" : "Refused", text, Map.of());
            }
            return Answer.json(status, text);
        }
    }
}
