package io.cptm8.orchestratorm8.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * Whether a pooler stands between us and PostgreSQL that gives each transaction another session. LISTEN, the leader's
 * lock and what is set for a session would be lost there, or be somebody else's, without any error.
 */
public final class Pooler {

    /** Rounds of {@link #keepsSession}: somebody else may take the session that we watch, in one of them, not in all. */
    private static final int ROUNDS = 5;

    private Pooler() {}

    /**
     * Whether all statements of a connection are answered by one session.
     *
     * <p>PostgreSQL names its process when a connection is made. A pooler names something of its own, in session mode
     * too; only then is more asked. A second connection opens transactions: in transaction mode it gets the session
     * that the first has just given back, or leaves the first with another.
     *
     * @param connection in no transaction
     * @param another opens a second one, only if there is a pooler
     */
    public static boolean keepsSession(Connection connection, Connector another) throws SQLException {
        var session = session(connection);
        if (session == connection.unwrap(PGConnection.class).getBackendPID()) {
            return true;
        }
        try (var second = another.connect()) {
            second.setAutoCommit(false);
            for (var round = 0; round < ROUNDS; round++) {
                if (session(second) == session || session(connection) != session) {
                    second.rollback();
                    return false;
                }
                second.rollback();
            }
            return true;
        }
    }

    /** The process that answers. */
    private static int session(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery("SELECT pg_backend_pid()")) {
            answer.next();
            return answer.getInt(1);
        }
    }
}
