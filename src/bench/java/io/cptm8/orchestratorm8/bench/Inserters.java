package io.cptm8.orchestratorm8.bench;

import io.cptm8.orchestratorm8.embedded.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Sessions that insert domains side by side, one domain a transaction, as fast as they can. */
final class Inserters {

    static final int SESSIONS = 16;

    /** Domains of each session that are not timed: what a new session plans and compiles is no matter of the trigger's. */
    private static final int WARM_UP = 50;
    private static final Duration WARM_UP_LIMIT = Duration.ofMinutes(1);

    /**
     * What came of it.
     *
     * @param domains all that were inserted
     * @param rate a second, of those that were timed, until the news of the last commit
     */
    record Outcome(int domains, double rate) {}

    @FunctionalInterface
    private interface Writer {
        int write(Connection session, int number) throws SQLException;
    }

    private Inserters() {}

    /** Into an empty table, which it makes first. */
    static Outcome insert(DatabaseAddress database, Duration time) throws Exception {
        Requests.clear(database);
        var sessions = new ArrayList<Connection>();
        var threads = Executors.newFixedThreadPool(SESSIONS);
        try {
            for (var i = 0; i < SESSIONS; i++) {
                sessions.add(Requests.connect(database));
            }
            return insert(sessions, threads, time);
        } finally {
            threads.shutdownNow();
            for (var session : sessions) {
                session.close();
            }
        }
    }

    private static Outcome insert(List<Connection> sessions, ExecutorService threads, Duration time) throws Exception {
        var limit = System.nanoTime() + WARM_UP_LIMIT.toNanos();
        var warmUp = all(sessions, threads, (session, number) -> insert(session, number, 0, WARM_UP, limit));
        var begun = System.nanoTime();
        var end = begun + time.toNanos();
        var timed = all(sessions, threads, (session, number) -> insert(session, number, WARM_UP, Integer.MAX_VALUE, end));
        return new Outcome(warmUp + timed, timed / ((System.nanoTime() - begun) / 1e9));
    }

    /** Side by side; answers their sum. */
    private static int all(List<Connection> sessions, ExecutorService threads, Writer writer) throws Exception {
        var tasks = new ArrayList<Callable<Integer>>();
        for (var session : sessions) {
            var number = tasks.size();
            tasks.add(() -> writer.write(session, number));
        }
        var sum = 0;
        for (var each : threads.invokeAll(tasks)) {
            sum += each.get();
        }
        return sum;
    }

    /** Until so many or so late, in {@link System#nanoTime}; answers how many it inserted. */
    private static int insert(Connection session, int number, int from, int to, long end) throws SQLException {
        try (var insert = session.prepareStatement(
                "INSERT INTO cptm8domain (name, companyname, enabled) VALUES (?, 'Example Customer', true)")) {
            var next = from;
            for (; next < to && System.nanoTime() - end < 0; next++) {
                insert.setString(1, "host%d-%d.example-customer.com".formatted(number, next));
                insert.executeUpdate();
            }
            return next - from;
        }
    }
}
