package io.cptm8.orchestratorm8.loadtest;

import io.cptm8.orchestratorm8.loadtest.Result.Ending;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One run: writes domains, waits until the instances have done with their requests, and removes them again. */
public final class LoadTest {

    private static final long SHORTEST_PAUSE_MILLIS = 200;

    private final Ground ground;
    private final Load load;
    private final Duration lease;
    private final List<Driven> asked;
    private final Progress progress;
    private final Mark mark = Mark.fresh();
    private final Sql sql;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<String> complaints = new ArrayList<>();

    /**
     * @param lease of the settings, with which an instance's claims are told apart from the rest
     * @param scanners as {@link Ground#scanners} has them; at least one is asked
     */
    public LoadTest(Ground ground, Load load, Duration lease, List<Driven> scanners, Progress progress) {
        this.ground = ground;
        this.load = load;
        this.lease = lease;
        this.asked = scanners.stream().filter(Driven::asked).toList();
        this.progress = progress;
        this.sql = new Sql(ground.settings());
    }

    /** Ends it early, from another thread; what was written is still removed before {@link #run} returns. */
    public void stop() {
        stop.countDown();
    }

    /**
     * Blocks until all is done and removed.
     *
     * @throws SQLException the writers could not connect; nothing was written
     */
    public Result run() throws SQLException {
        var only = load.scanner().isPresent() ? asked.get(0) : null;
        try (var writers = new Writers(ground.settings(), load, new Insertion(sql, mark, only))) {
            Result seen;
            try {
                seen = measure(writers, DatabaseClock.read(ground.session(), sql));
            } catch (SQLException e) {
                complaints.add("The database could not be asked: %s. Nothing is known of the requests."
                        .formatted(e.getMessage()));
                seen = new Result(mark.run(), 0, 0, writers.lengths(), 0, Ending.FAILED, List.of(), 0, List.of());
            }
            writers.stop();
            return seen.after(remove(writers.written()), complaints);
        }
    }

    private Result measure(Writers writers, DatabaseClock before) throws SQLException {
        writers.start();
        var waited = new Wait(writers);
        Ending ending;
        try {
            ending = waited.untilEnd();
        } finally {
            progress.ended();
        }
        writers.stop();
        if (writers.failure() != null) {
            complaints.add("A writer was refused: %s. The others stopped, too."
                    .formatted(writers.failure().getMessage()));
        }
        var clock = before.until(DatabaseClock.read(ground.session(), sql));
        var tally = Tally.of(ground.session(), sql, mark);
        var times = Times.of(ground.session(), sql, mark, writers, clock, lease);
        return new Result(
                mark.run(),
                writers.written(),
                writers.seconds(),
                writers.lengths(),
                clock.errorMicros(),
                ending,
                asked.stream()
                        .map(scanner -> result(scanner.name(), tally, times.get(scanner.name())))
                        .toList(),
                0,
                List.of());
    }

    /** Looks at the tables until there is no more to see, and less often where a look takes long. */
    private final class Wait {

        private final Writers writers;
        private long best = -1;
        private long bestAt = System.nanoTime();

        Wait(Writers writers) {
            this.writers = writers;
        }

        Ending untilEnd() throws SQLException {
            while (true) {
                var looked = System.nanoTime();
                var tally = Tally.of(ground.session(), sql, mark)
                        .only(name ->
                                asked.stream().anyMatch(each -> each.name().equals(name)));
                progress.driving(writers.written(), tally.answered(), load.domains(), asked.size());
                if (writers.failure() != null) {
                    return Ending.FAILED;
                }
                if (tally.ended() == (long) load.domains() * asked.size()) {
                    return Ending.COMPLETE;
                }
                if (isStuck(writers.written() + tally.ended())) {
                    return Ending.STUCK;
                }
                var millis = (System.nanoTime() - looked) / 1_000_000;
                if (pause(Math.max(SHORTEST_PAUSE_MILLIS, 10 * millis))) {
                    return Ending.INTERRUPTED;
                }
            }
        }

        private boolean isStuck(long reached) {
            if (reached > best) {
                best = reached;
                bestAt = System.nanoTime();
            }
            return System.nanoTime() - bestAt > load.patience().toNanos();
        }
    }

    /** Whether the end was asked for meanwhile. */
    private boolean pause(long millis) {
        try {
            return stop.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static ScannerResult result(String scanner, Tally all, Times times) {
        var tally = all.only(scanner::equals);
        Map<String, Long> outcomes = new TreeMap<>();
        tally.lines()
                .forEach(line -> outcomes.merge(
                        line.state() + (line.receipt().isEmpty() ? "" : ", " + line.receipt()),
                        line.requests(),
                        Long::sum));
        var first =
                tally.lines().stream().mapToLong(Tally.Line::firstAsked).min().orElse(0);
        var last = tally.lines().stream()
                .filter(Tally.Line::isAnswered)
                .mapToLong(Tally.Line::lastReceipt)
                .max()
                .orElse(first);
        var none = new Histogram().quantiles();
        return new ScannerResult(
                scanner,
                outcomes,
                tally.answered(),
                (last - first) / 1e6,
                tally.sum(line -> true, Tally.Line::repeats),
                tally.sum(line -> true, Tally.Line::askedAgain),
                tally.lines().stream()
                        .map(Tally.Line::error)
                        .filter(error -> !error.isEmpty())
                        .findFirst()
                        .orElse(""),
                times == null ? none : times.atMost.quantiles(),
                times == null ? none : times.atLeast.quantiles(),
                times == null || !times.areInTwo() ? null : times.claimed.quantiles(),
                times == null || !times.areInTwo() ? null : times.settled.quantiles());
    }

    /** On a session of its own: whatever ended the run may have ended the first one. */
    private long remove(long written) {
        try (var session = Ground.session(ground.settings())) {
            return new Removal(session, sql, mark).run(written, progress);
        } catch (SQLException e) {
            complaints.add(
                    "Not all of this run's domains could be removed: %s. When that is mended: orchestratorm8 loadtest --clean --database %s"
                            .formatted(e.getMessage(), ground.settings().name()));
            return 0;
        }
    }
}
