package io.cptm8.orchestratorm8.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** What tells this instance from the others on its database. */
public final class InstanceGauges {

    private InstanceGauges() {}

    /**
     * @param leads over all instances of a database, the sum is 1
     * @param claims batches of requests that this instance holds leases of
     */
    public static void show(MeterRegistry registry, BooleanSupplier leads, IntSupplier claims) {
        // Held by the registry itself: whoever made the suppliers may hold them nowhere else.
        Gauge.builder("orchestratorm8.leader", () -> leads.getAsBoolean() ? 1 : 0)
                .description("1 while this instance leads: it alone starts rings")
                .register(registry);
        Gauge.builder("orchestratorm8.claims", claims::getAsInt)
                .description("Claims of this instance that are not settled, each the lease of a batch of requests")
                .register(registry);
    }
}
