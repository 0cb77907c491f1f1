package io.cptm8.orchestratorm8.launch;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that somebody has set this machine's clock, or suspended the machine: once a second it is held against the
 * clock that nobody can set. What is our own goes by the latter, or by the database's; some of what we use does not.
 */
final class ClockWatch implements AutoCloseable {

    /** What is less passes before anything that could be done about it is done; slewing is far below it. */
    static final Duration STEP = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

    private final Clock clock;
    private final LongSupplier steady;
    private final Consumer<Duration> stepped;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "orchestratorm8-clock");
        thread.setDaemon(true);
        return thread;
    });
    /** By how much the two differ, in milliseconds: it means nothing, as long as it stays. */
    private long difference;

    /**
     * @param steady in nanoseconds, as {@link System#nanoTime}
     * @param stepped told how far the clock was set, back if negative; on a thread of this one's
     */
    ClockWatch(Clock clock, LongSupplier steady, Consumer<Duration> stepped) {
        this.clock = clock;
        this.steady = steady;
        this.stepped = stepped;
        this.difference = difference();
    }

    ClockWatch start() {
        looks.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
        return this;
    }

    void look() {
        var now = difference();
        var step = Duration.ofMillis(now - difference);
        difference = now; // each look by itself: a clock that is slewed for a day is none that was set
        if (step.abs().compareTo(STEP) < 0) {
            return;
        }
        LOG.warn(
                "The clock of this machine was set {} by {} ms. {} Leases and due times are the database's and go on.",
                step.isNegative() ? "back" : "forward",
                step.abs().toMillis(),
                step.isNegative()
                        ? "Timers and scanners' routes, which would stand still for so long, begin anew."
                        : "Timers begin anew.");
        try {
            stepped.accept(step);
        } catch (RuntimeException e) {
            LOG.error("This is a bug: not everything could begin anew after the clock was set; start again.", e);
        }
    }

    private long difference() {
        return clock.millis() - steady.getAsLong() / 1_000_000;
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
