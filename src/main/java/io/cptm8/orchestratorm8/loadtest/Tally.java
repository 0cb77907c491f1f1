package io.cptm8.orchestratorm8.loadtest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** What has become of the requests of a run, at one moment. */
record Tally(List<Line> lines) {

    /** Requests that are alike; the moments in microseconds of the database's clock, 0: none. */
    record Line(
            String scanner,
            String state,
            String receipt,
            long requests,
            long repeats,
            long askedAgain,
            String error,
            long firstAsked,
            long lastReceipt) {

        boolean isAnswered() {
            return state.equals("done");
        }
    }

    static Tally of(Connection connection, Sql sql, Mark mark) throws SQLException {
        var lines = new ArrayList<Line>();
        try (var statement = sql.prepare(connection, "tally", mark.first(), mark.last());
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                lines.add(new Line(
                        rows.getString("scanner"),
                        rows.getString("state"),
                        rows.getString("receipt"),
                        rows.getLong("requests"),
                        rows.getLong("repeats"),
                        rows.getLong("asked_again"),
                        rows.getString("error"),
                        rows.getLong("first_asked"),
                        rows.getLong("last_receipt")));
            }
        }
        return new Tally(lines);
    }

    Tally only(Predicate<String> scanner) {
        return new Tally(
                lines.stream().filter(line -> scanner.test(line.scanner)).toList());
    }

    long answered() {
        return sum(Line::isAnswered, Line::requests);
    }

    /** Of which nothing more is to be expected. */
    long ended() {
        return sum(line -> !line.state.equals("waiting"), Line::requests);
    }

    long sum(Predicate<Line> which, ToLongFunction<Line> what) {
        return lines.stream().filter(which).mapToLong(what).sum();
    }
}
