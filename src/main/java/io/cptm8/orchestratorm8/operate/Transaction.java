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
        if (thrown instanceof SQLException other && !REFUSALS.contains(String.valueOf(other.getSQLState()))) {
            throw other;
        }
        var message = thrown.getMessage();
        var hint = "";
        if (thrown instanceof PSQLException said && said.getServerErrorMessage() != null) {
            message = said.getServerErrorMessage().getMessage();
            hint = said.getServerErrorMessage().getHint() == null
                    ? ""
                    : " " + said.getServerErrorMessage().getHint();
        }
        Audit.write(session, deed.who(), deed.action(), deed.scanner(), Audit.REFUSED, message);
        session.commit();
        return new RefusedException(message + hint);
    }
}
