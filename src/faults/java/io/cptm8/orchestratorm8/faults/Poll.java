package io.cptm8.orchestratorm8.faults;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Looks again and again until something holds. */
final class Poll {

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Poll() {}

    /**
     * @param limit seconds
     * @return seconds that it took
     * @throws IllegalStateException when it does not hold within the limit
     */
    static double until(String what, int limit, Callable<Boolean> holds) throws Exception {
        var begun = System.nanoTime();
        while (!holds.call()) {
            if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(limit)) {
                throw new IllegalStateException("not within %d s: %s".formatted(limit, what));
            }
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    /** Lets time pass, which is what a fault needs to have an effect. */
    static void pass(double seconds) {
        var end = System.nanoTime() + (long) (seconds * 1e9);
        for (var left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
