package io.cptm8.orchestratorm8.launch;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps an end in order short when somebody does not answer: he is given up, and everything that waits for him goes on.
 *
 * <p>The broker is given up first. What it has not confirmed by then is unknown, and the database writes that down and
 * takes the leases back; it has {@link #LAST_WRITES} for that.
 */
final class EndLimits implements AutoCloseable {

    /** From giving up the broker until the database is given up. */
    static final Duration LAST_WRITES = Duration.ofSeconds(2);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "orchestratorm8-end-limits");
        thread.setDaemon(true);
        return thread;
    });

    /** @param drain how long the broker may take for its word on what is out */
    EndLimits(Duration drain, Runnable giveUpBroker, Runnable giveUpDatabase) {
        clock.schedule(giveUpBroker, drain.toMillis(), TimeUnit.MILLISECONDS);
        clock.schedule(giveUpDatabase, drain.plus(LAST_WRITES).toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
