package io.cptm8.orchestratorm8.operate;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.postgres.Databases;
import io.cptm8.orchestratorm8.postgres.Obstacle;
import io.cptm8.orchestratorm8.postgres.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;

/** One transaction for one deed, on a session of its own. What is refused in it is written into the audit, in another. */
final class Transaction {

    /** What the functions of the database refuse with: a value that will not do, and something that there is not. */
    private static final Set<String> REFUSALS = Set.of("22023", "P0002");

    /** A statement that was at work for longer than courtesy.sql allows. */
    private static final String TOO_LONG = "57014";

    private static final String[] RIGHTS = {
        "SELECT, INSERT, UPDATE, DELETE ON orchestratorm8.hold",
        "SELECT ON orchestratorm8.held, orchestratorm8.scanner, orchestratorm8.request, orchestratorm8.ring_now",
        "SELECT, INSERT ON orchestratorm8.audit"
    };

    /** What is done in it. */
    interface Work<T> {
        T in(Connection session) throws SQLException;
    }

    private Transaction() {}

    /**
     * Does all of it or nothing.
     *
     * @throws RefusedException it is refused
     * @throws io.cptm8.orchestratorm8.config.ConfigurationException the database cannot be used; nothing was changed
     */
    static <T> T of(Settings.Database settings, Deed deed, Work<T> work) {
        try (var session = Databases.session(settings, deed.action())) {
            session.setAutoCommit(false);
            try {
                try (var courtesy = Statements.prepare(session, "/parked/courtesy.sql")) {
                    courtesy.execute();
                }
                var done = work.in(session);
                session.commit();
                return done;
            } catch (SQLException | RefusedException e) {
                session.rollback();
                throw refused(session, deed, e);
            }
        } catch (SQLException e) {
            throw Obstacle.of(settings, e, RIGHTS);
        }
    }

    private static RefusedException refused(Connection session, Deed deed, Exception thrown) throws SQLException {
        var refusal = thrown instanceof SQLException failed ? refusal(failed) : new Refusal(thrown.getMessage(), "");
        Audit.write(session, deed.who(), deed.action(), deed.scanner(), Audit.REFUSED, refusal.message());
        session.commit();
        return new RefusedException(refusal.message() + refusal.cure());
    }

    /** @param cure a sentence that begins with a blank; empty: there is none */
    private record Refusal(String message, String cure) {}

    private static Refusal refusal(SQLException failed) throws SQLException {
        if (TOO_LONG.equals(failed.getSQLState())) {
            return new Refusal(
                    "It takes longer than the 8 s for which others may be kept waiting. Nothing was changed.",
                    " Do it for some domains at a time.");
        }
        if (!REFUSALS.contains(String.valueOf(failed.getSQLState()))
                || !(failed instanceof PSQLException said)
                || said.getServerErrorMessage() == null) {
            throw failed;
        }
        var hint = said.getServerErrorMessage().getHint();
        return new Refusal(said.getServerErrorMessage().getMessage(), hint == null ? "" : " " + hint);
    }
}
