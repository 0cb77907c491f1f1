package io.cptm8.orchestratorm8.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How soon people who look are answered: calls of the API and the page's first event, in turns with plain SQL for the same data, on a quiet day and while
 * as many requests wait as there are domains; and what pages that are open cost the database.
 */
final class Looking implements Scenario {

    private static final String WHAT = "page";
    /** Longer than the page's answer is kept for the next who asks. */
    private static final long BETWEEN_EVENTS = TimeUnit.MILLISECONDS.toNanos(1_000);

    /**
     * @param rounds each question once in every one
     * @param window seconds in which pages are open, for one figure
     */
    private record Span(int domains, int warmUps, int rounds, int window, int windows) {}

    private static final Span SHORT = new Span(10_000, 12, 10, 2, 1);
    private static final Span FULL = new Span(100_000, 20, 100, 5, 2);

    @Override
    public List<Figures> run(Site site, Size size) throws Exception {
        var span = size == Size.SHORT ? SHORT : FULL;
        var rows = new ArrayList<Figures>();
        try (var orchestrator = Contenders.orchestrator(site, Outfit.of(ScannerFile.BENCHM8).shipped());
                var connection = Requests.connect(orchestrator.database());
                var elsewhere = site.connect()) {
            var crowd = new Crowd(orchestrator, connection);
            var calls = new Calls(orchestrator.port());
            crowd.fill(span.domains());
            rows.addAll(answers(named("%,d domains", span), calls, connection, span));
            crowd.gather();
            rows.addAll(answers(named("%,d waiting", span), calls, connection, span));
            var bench = (long) Requests.number(connection, "SELECT pg_backend_pid()");
            var audiences = List.of(new Audience(1), new Audience(10), new Audience(0));
            for (var window = 0; window < span.windows(); window++) {
                for (var audience : audiences) {
                    audience.look(calls, new Backends(elsewhere, orchestrator.database().name(), bench), span.window());
                }
            }
            audiences.forEach(audience -> rows.add(audience.cost));
        }
        site.keep(WHAT, rows);
        return rows;
    }

    private static String named(String state, Span span) {
        return WHAT + ", " + String.format(Locale.ROOT, state, span.domains()) + ": ";
    }

    private static List<Figures> answers(String state, Calls calls, Connection connection, Span span) throws Exception {
        var event = new Turn(state, Question.firstEvent(), connection);
        var turns = new ArrayList<Turn>();
        turns.add(event);
        for (var question : Question.all(connection)) {
            turns.add(new Turn(state, question, connection));
        }
        var seen = System.nanoTime() - BETWEEN_EVENTS;
        for (var round = -span.warmUps(); round < span.rounds(); round++) {
            for (var turn : turns) {
                if (turn != event) {
                    turn.take(calls.millis(turn.path()), round >= 0);
                } else if (System.nanoTime() - seen > BETWEEN_EVENTS) {
                    turn.take(calls.firstEvent(), round >= 0);
                    seen = System.nanoTime();
                }
            }
        }
        var rows = new ArrayList<Figures>();
        for (var turn : turns) {
            rows.addAll(turn.rows());
        }
        return rows;
    }

    /** One question, and its peers behind it. */
    private static final class Turn {

        private final Question question;
        private final Figures ours;
        private final Map<PreparedStatement, Figures> peers = new LinkedHashMap<>();

        Turn(String state, Question question, Connection connection) throws SQLException {
            this.question = question;
            ours = new Figures(state + question.name(), Table.OURS, "ms");
            for (var peer : question.peers().entrySet()) {
                peers.put(connection.prepareStatement(peer.getValue()), new Figures(ours.what(), peer.getKey(), "ms"));
            }
        }

        String path() {
            return question.path();
        }

        void take(double millis, boolean counted) throws SQLException {
            if (counted) {
                ours.add(millis);
            }
            for (var peer : peers.entrySet()) {
                var figure = millis(peer.getKey());
                if (counted) {
                    peer.getValue().add(figure);
                }
            }
        }

        private static double millis(PreparedStatement statement) throws SQLException {
            var from = System.nanoTime();
            try (var rows = statement.executeQuery()) {
                var columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    for (var column = 1; column <= columns; column++) {
                        rows.getString(column);
                    }
                }
            }
            return (System.nanoTime() - from) / 1e6;
        }

        List<Figures> rows() throws SQLException {
            var rows = new ArrayList<Figures>();
            rows.add(ours);
            for (var peer : peers.entrySet()) {
                peer.getKey().close();
                rows.add(peer.getValue());
            }
            return rows;
        }
    }
}
