package io.cptm8.orchestratorm8.loadtest;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * Lengths of time in microseconds, counted in steps of less than 1 %: 34 kB, however many there are. Many threads may
 * add to it. What is below zero counts as zero, and what is above six days as six days.
 */
final class Histogram {

    /** Steps in each doubling: 128 make a step at most 0.8 % of what is in it. */
    private static final int BITS = 7;

    private static final int STEPS = 1 << BITS;

    private final AtomicLongArray counts = new AtomicLongArray((40 - BITS) * STEPS);
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

    void add(long micros) {
        var value = Math.max(0, Math.min(micros, (1L << 39) - 1));
        counts.incrementAndGet(step(value));
        longest.accumulate(value);
    }

    Quantiles quantiles() {
        long all = 0;
        for (int step = 0; step < counts.length(); step++) {
            all += counts.get(step);
        }
        return new Quantiles(all, at(all, 50), at(all, 95), at(all, 99), longest.get());
    }

    /** The first value that at least so many per cent are not above, rounded up by less than 1 %. */
    private long at(long all, int percent) {
        var wanted = (all * percent + 99) / 100;
        long seen = 0;
        for (int step = 0; step < counts.length(); step++) {
            seen += counts.get(step);
            if (seen >= wanted && seen > 0) {
                return Math.min(highest(step), longest.get());
            }
        }
        return 0;
    }

    private static int step(long value) {
        var shift = Math.max(0, 64 - Long.numberOfLeadingZeros(value) - (BITS + 1));
        // Without a shift the value is its own step; each further doubling takes STEPS more.
        return (int) (shift * STEPS + (value >>> shift));
    }

    private static long highest(int step) {
        if (step < 2 * STEPS) {
            return step;
        }
        var shift = step / STEPS - 1;
        return ((step - (long) shift * STEPS + 1) << shift) - 1;
    }
}
