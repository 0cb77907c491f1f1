package io.cptm8.orchestratorm8.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Writers who insert domains, some in each transaction, whatever happens to their sessions. */
final class Load implements AutoCloseable {

    private static final int WRITERS = 2;
    private static final int TOGETHER = 10;

    private final ExecutorService writers = Executors.newFixedThreadPool(WRITERS, task -> {
        var thread = new Thread(task, "faults-writer");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong names = new AtomicLong();
    private final AtomicLong attempted = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final Connector connector;
    private List<Future<Void>> running = List.of();

    /** How a writer gets its session. */
    @FunctionalInterface
    interface Connector {
        Connection connect() throws SQLException;
    }

    Load(Connector connector) {
        this.connector = connector;
    }

    /** Rows that were tried so far; one whose transaction failed is not tried again, another is. */
    long attempted() {
        return attempted.get();
    }

    /** Rows whose commit came back. */
    long acknowledged() {
        return acknowledged.get();
    }

    /**
     * Begins to insert and returns at once.
     *
     * @param rows to be committed
     * @param seconds that they are spread over; 0: as fast as it goes
     */
    void begin(int rows, double seconds) {
        var each = new ArrayList<Future<Void>>();
        for (var writer = 0; writer < WRITERS; writer++) {
            var share = rows / WRITERS;
            var pause = seconds * TOGETHER / Math.max(1, share);
            each.add(writers.submit(writing(share, pause)));
        }
        running = each;
    }

    /** Waits until all are committed. */
    void await() throws Exception {
        for (var each : running) {
            each.get(600, TimeUnit.SECONDS);
        }
    }

    private Callable<Void> writing(int rows, double pause) {
        return () -> {
            Connection connection = null;
            try {
                for (var done = 0; done < rows; ) {
                    var count = Math.min(TOGETHER, rows - done);
                    try {
                        if (connection == null) {
                            connection = connector.connect();
                        }
                        insert(connection, count);
                        acknowledged.addAndGet(count);
                        done += count;
                    } catch (SQLException lost) {
                        abandon(connection);
                        connection = null;
                        Poll.pass(0.05);
                    }
                    if (pause > 0) {
                        Poll.pass(pause);
                    }
                }
            } finally {
                abandon(connection);
            }
            return null;
        };
    }

    private void insert(Connection connection, int count) throws SQLException {
        try (var statement = connection.prepareStatement(
                "INSERT INTO cptm8domain (name) SELECT 'd' || i || '.faults.example' FROM generate_series(?, ?) i")) {
            var last = names.addAndGet(count);
            statement.setLong(1, last - count + 1);
            statement.setLong(2, last);
            attempted.addAndGet(count);
            statement.executeUpdate();
        }
    }

    private static void abandon(Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException gone) {
            // as wanted
        }
    }

    @Override
    public void close() {
        writers.shutdownNow();
    }
}
