package io.cptm8.orchestratorm8.bench;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How soon people who look are answered: calls of the API and the page's first event, in turns with plain SQL for the same data, on a quiet day and while
 * as many requests wait as there are domains; and what pages that are open cost the database.
 */
final class Looking implements Scenario {

    private static final String WHAT = "page";
    /** Longer than the page's answer is kept for the next who asks. */
    private static final long BETWEEN_EVENTS = TimeUnit.MILLISECONDS.toNanos(1_000);

    /** @param window seconds */
    private record Span(int domains, int warmUps, int rounds, int window) {}

    private static final Span SHORT = new Span(10_000, 12, 10, 2);
    private static final Span FULL = new Span(100_000, 25, 200, 10);

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
            for (var viewers : new int[] {1, 10, 0}) {
                var backends = new Backends(elsewhere, orchestrator.database().name(), bench);
                rows.add(viewed(calls, backends, viewers, span));
            }
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

    private static Figures viewed(Calls calls, Backends backends, int viewers, Span span) throws Exception {
        var row = new Figures(
                "page open, PostgreSQL's CPU",
                viewers == 1 ? Table.OURS : viewers == 0 ? "nobody looks" : viewers + " look",
                "ms/s");
        var views = new ArrayList<InputStream>();
        try {
            for (var i = 0; i < viewers; i++) {
                views.add(calls.view());
            }
            var from = System.nanoTime();
            for (var second = 0; second < span.window(); second++) {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
                backends.look();
            }
            row.add(backends.used() * 1000 / ((System.nanoTime() - from) / 1e9));
        } finally {
            for (var view : views) {
                close(view);
            }
        }
        return row;
    }

    private static void close(InputStream view) {
        try {
            view.close();
        } catch (IOException gone) {
            // It is to be gone.
        }
    }
}
