package io.cptm8.orchestratorm8.loadtest;

import java.sql.Connection;
import java.sql.SQLException;

/** Inserts domains of a run, in a transaction that the caller commits. */
final class Insertion {

    private final Sql sql;
    private final Mark mark;
    private final Driven only;

    /** @param only the one scanner to ask; null: all that start on change, as for any other domain */
    Insertion(Sql sql, Mark mark, Driven only) {
        this.sql = sql;
        this.mark = mark;
        this.only = only;
    }

    void insert(Connection session, int from, int until) throws SQLException {
        var ids = new Object[until - from];
        var names = new Object[until - from];
        for (int number = from; number < until; number++) {
            ids[number - from] = mark.id(number);
            names[number - from] = mark.name(number);
        }
        var uuids = session.createArrayOf("uuid", ids);
        run(session, "insert", mark.company(), uuids, session.createArrayOf("text", names));
        if (only != null) {
            run(session, "keep-only", uuids, only.name());
            if (!only.onChange()) {
                run(session, "ask", uuids, only.name());
            }
        }
    }

    /** The driver keeps what it has prepared, so that each is parsed once in a session. */
    private void run(Connection session, String name, Object... parameters) throws SQLException {
        try (var statement = sql.prepare(session, name, parameters)) {
            statement.execute();
        }
    }
}
