package io.cptm8.orchestratorm8.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** A clock that goes on by itself, as another does, and that a test sets. */
public final class SettableClock extends Clock {

    private final LongSupplier steady;
    private volatile long offsetMillis;

    private SettableClock(LongSupplier steady) {
        this.steady = steady;
    }

    public static SettableClock goingOn() {
        return over(System::nanoTime);
    }

    /** @param steady in nanoseconds */
    public static SettableClock over(LongSupplier steady) {
        return new SettableClock(steady);
    }

    /** Sets it forward by so much, or back. */
    public void step(Duration step) {
        offsetMillis += step.toMillis();
    }

    @Override
    public Instant instant() {
        return Instant.parse("2026-11-23T12:00:00Z").plusMillis(steady.getAsLong() / 1_000_000 + offsetMillis);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
