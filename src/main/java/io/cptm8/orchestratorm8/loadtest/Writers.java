package io.cptm8.orchestratorm8.loadtest;

import io.cptm8.orchestratorm8.config.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAccumulator;

/** Sessions that insert a run's domains, side by side, and note when each learnt that its transaction was committed. */
final class Writers implements AutoCloseable {

    private final List<Connection> sessions = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Load load;
    private final Insertion insertion;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();
    private final AtomicReference<SQLException> failure = new AtomicReference<>();
    private final Histogram lengths = new Histogram();
    private final LongAccumulator lastCommit = new LongAccumulator(Math::max, Long.MIN_VALUE);
    private final long[] told;
    private long begun;
    private volatile boolean stopped;

    /** Connects all of them; nothing is written yet. */
    Writers(Settings.Database settings, Load load, Insertion insertion) throws SQLException {
        this.load = load;
        this.insertion = insertion;
        told = new long[load.domains()];
        try {
            for (int i = 0; i < load.concurrency(); i++) {
                sessions.add(Ground.session(settings));
            }
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    void start() {
        begun = System.nanoTime();
        sessions.forEach(session -> {
            var thread = new Thread(() -> write(session), "loadtest-writer");
            threads.add(thread);
            thread.start();
        });
    }

    private void write(Connection session) {
        try {
            session.setAutoCommit(false);
            for (int from = next.getAndAdd(load.batch());
                    from < load.domains() && !stopped;
                    from = next.getAndAdd(load.batch())) {
                var until = Math.min(from + load.batch(), load.domains());
                var begun = System.nanoTime();
                insertion.insert(session, from, until);
                session.commit();
                var committed = System.nanoTime();
                lengths.add((committed - begun) / 1000);
                for (int number = from; number < until; number++) {
                    told[number] = committed;
                }
                lastCommit.accumulate(committed);
                written.addAndGet(until - from);
            }
        } catch (SQLException e) {
            failure.compareAndSet(null, e);
            stopped = true;
        }
    }

    /** Domains that were committed, as far as their writers know. */
    long written() {
        return written.get();
    }

    /** From the first word of the first transaction to the news of the last commit; 0: there was none. */
    double seconds() {
        return written.get() == 0 ? 0 : (lastCommit.get() - begun) / 1e9;
    }

    /** What ended them early; null: nothing. */
    SQLException failure() {
        return failure.get();
    }

    /** How long a transaction took, from its first word to the news of its commit. */
    Quantiles lengths() {
        return lengths.quantiles();
    }

    /** The moment of {@link System#nanoTime} at which the writer of this domain knew of its commit. */
    long told(int number) {
        return told[number];
    }

    /** Waits until each is done with the transaction that it is in. */
    void stop() {
        stopped = true;
        var interrupted = false;
        for (var thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true; // what is being written must be known before it is removed
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        for (var session : sessions) {
            try {
                session.close();
            } catch (SQLException e) {
                // gone already
            }
        }
    }
}
