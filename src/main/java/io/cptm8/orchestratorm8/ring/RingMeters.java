package io.cptm8.orchestratorm8.ring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what happens to hops of rings. */
public final class RingMeters {

    private final MeterRegistry registry;

    public RingMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param event {@code late}, {@code stuck}, {@code restart}, {@code given up}, {@code merge}, {@code merged} or {@code recovered} */
    void event(String scanner, String event) {
        Counter.builder("orchestratorm8.hop.events")
                .description("Hops of rings that were late, stuck, started again, given up, or went on after that")
                .tag("scanner", scanner)
                .tag("event", event)
                .register(registry)
                .increment();
    }
}
