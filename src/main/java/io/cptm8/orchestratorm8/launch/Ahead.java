package io.cptm8.orchestratorm8.launch;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work of a start that needs nothing of what else starts, done beside it. It is only ever done earlier: whoever asks
 * for what did not succeed does it again, and says what is wrong with it.
 */
final class Ahead<T> {

    private final FutureTask<T> task;

    Ahead(String name, Callable<T> work) {
        task = new FutureTask<>(work);
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for its end; empty: it did not succeed. */
    Optional<T> result() {
        try {
            return Optional.of(task.get());
        } catch (ExecutionException failed) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
