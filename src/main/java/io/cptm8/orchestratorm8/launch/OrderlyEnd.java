package io.cptm8.orchestratorm8.launch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets a SIGTERM or a Ctrl-C end the application in order: the JVM waits until this is closed.
 *
 * <p>Camel's own hook lets the JVM go as soon as the routes have stopped, with leases still held and connections open.
 */
public final class OrderlyEnd implements AutoCloseable {

    private final AtomicReference<Runnable> stop = new AtomicReference<>(() -> {});
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    /** @param limit how long the JVM waits at most */
    public OrderlyEnd(Duration limit) {
        hook = new Thread(() -> end(limit), "orchestratorm8-end");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** @param action asks the application to stop; returns at once */
    public void stopWith(Runnable action) {
        stop.set(action);
    }

    private void end(Duration limit) {
        stop.get().run();
        try {
            if (ended.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                // An end in order is a success to whoever asked for it, and not 143 for the signal.
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything is closed: the JVM may go. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // then the hook is what ends us
        }
    }
}
