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

    /**
     * What came of it.
     *
     * @param seconds from the first statement to the news of the last commit
     */
    record Outcome(int domains, double seconds) {

        /** Domains a second. */
        double rate() {
            return domains / seconds;
        }
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
        var begun = System.nanoTime();
        var tasks = new ArrayList<Callable<Integer>>();
        for (var session : sessions) {
            var number = tasks.size();
            tasks.add(() -> insert(session, number, begun + time.toNanos()));
        }
        var inserted = threads.invokeAll(tasks);
        var seconds = (System.nanoTime() - begun) / 1e9;
        var domains = 0;
        for (var each : inserted) {
            domains += each.get();
        }
        return new Outcome(domains, seconds);
    }

    private static int insert(Connection session, int number, long end) throws SQLException {
        var inserted = 0;
        try (var insert = session.prepareStatement(
                "INSERT INTO cptm8domain (name, companyname, enabled) VALUES (?, 'Example Customer', true)")) {
            for (; System.nanoTime() - end < 0; inserted++) {
                insert.setString(1, "host%d-%d.example-customer.com".formatted(number, inserted));
                insert.executeUpdate();
            }
        }
        return inserted;
    }
}
