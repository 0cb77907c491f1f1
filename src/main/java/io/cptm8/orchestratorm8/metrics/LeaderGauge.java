package io.cptm8.orchestratorm8.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;

/** Which instance leads: over all of a database, the sum is 1. */
public final class LeaderGauge {

    private LeaderGauge() {}

    public static void show(MeterRegistry registry, BooleanSupplier leads) {
        // Held by the registry itself: whoever made the supplier may hold it nowhere else.
        Gauge.builder("orchestratorm8.leader", () -> leads.getAsBoolean() ? 1 : 0)
                .description("1 while this instance leads: it alone starts rings")
                .register(registry);
    }
}
