package io.cptm8.orchestratorm8.rehearsal;

import io.cptm8.orchestratorm8.launch.Application;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The application while it runs in a thread of its own. */
final class Playing implements AutoCloseable {

    private static final long LOOK_AGAIN_MILLIS = 20;
    private static final long LONGEST_STOP_MILLIS = 10_000;

    private volatile Application application;
    private volatile Thread thread;

    void start(Application started) {
        application = started;
        thread = new Thread(this::run, "orchestratorm8-try");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            application.run();
        } catch (Exception e) {
            org.slf4j.LoggerFactory.getLogger(Playing.class).error("The application ended: {}", e.toString());
        }
    }

    /** Looks until there is something, the time is up, or the application has ended: then the answer is empty. */
    <T> Optional<T> await(long untilNanos, Callable<Optional<T>> look) throws Exception {
        while (true) {
            var running = thread.isAlive();
            var found = look.call();
            if (found.isPresent() || !running || System.nanoTime() > untilNanos) {
                return found;
            }
            thread.join(LOOK_AGAIN_MILLIS);
        }
    }

    @Override
    public void close() {
        if (thread == null) {
            return;
        }
        application.askToStop();
        try {
            thread.join(LONGEST_STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
