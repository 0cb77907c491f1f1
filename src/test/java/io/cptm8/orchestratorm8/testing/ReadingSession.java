package io.cptm8.orchestratorm8.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a test asks its database goes over one session of this JVM, as long as it asks the same one: an await asks ten times
 * a second, and to let a client in costs the server and us far more than the answer. Whoever asks beside it has a session of his own.
 */
final class ReadingSession {

    private static final ReentrantLock ONE = new ReentrantLock();
    private static TestDatabase database;
    private static Connection session;

    private ReadingSession() {}

    static List<String> rows(TestDatabase asked, String sql) throws SQLException {
        if (asked.isOfSeveralServers() || !ONE.tryLock()) {
            try (var connection = asked.connect()) {
                return rows(connection, sql);
            }
        }
        try {
            if (database == asked) {
                try {
                    return rows(session, sql);
                } catch (SQLException e) {
                    if (!isOver(e)) {
                        throw e;
                    }
                }
            }
            leave();
            session = asked.connect();
            database = asked;
            return rows(session, sql);
        } finally {
            ONE.unlock();
        }
    }

    /** The session has gone, by a test's will or with its server: the next may be let in. */
    private static boolean isOver(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("57P");
    }

    /** The next who asks is let in anew, and until then nobody has a session, unless somebody is asking right now. */
    static void end() {
        if (ONE.tryLock()) {
            try {
                leave();
            } finally {
                ONE.unlock();
            }
        }
    }

    private static void leave() {
        database = null;
        try {
            if (session != null) {
                session.close();
            }
        } catch (SQLException alreadyGone) {
            // which is all that was wanted
        }
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (answer.next()) {
                var columns = new ArrayList<String>();
                for (int column = 1; column <= answer.getMetaData().getColumnCount(); column++) {
                    columns.add(answer.getString(column));
                }
                rows.add(
                        columns.size() == 1
                                ? columns.get(0)
                                : String.join(
                                        "|",
                                        columns.stream().map(String::valueOf).toList()));
            }
            return rows;
        }
    }
}
