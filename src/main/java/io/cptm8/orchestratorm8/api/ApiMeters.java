package io.cptm8.orchestratorm8.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * How long calls took, and what was not let in. Labels are words of ours and of the contract, never of a caller: who asks for a million addresses
 * makes no series.
 */
final class ApiMeters {

    /** In place of an operation, for what was refused before it was known which one. */
    private static final String NONE = "none";

    private static final Duration[] BUCKETS = Arrays.stream(
                    new long[] {5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000})
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Map<Reason, Counter> refused = new EnumMap<>(Reason.class);

    ApiMeters(MeterRegistry registry) {
        this.registry = registry;
        for (var reason : Reason.values()) {
            refused.put(
                    reason,
                    Counter.builder("orchestratorm8.api.refused")
                            .description("Requests below /api that were not let in")
                            .tag("reason", reason.text())
                            .register(registry));
        }
    }

    Timer.Sample begin() {
        return Timer.start(registry);
    }

    /**
     * @param operation null: not known
     * @param status of the answer
     */
    void end(Timer.Sample call, Operation operation, int status) {
        call.stop(Timer.builder("orchestratorm8.api")
                .description(
                        "From a request below /api until its answer has been written, but for the stream of the page")
                .tag("operation", operation == null ? NONE : operation.id())
                .tag("status", status / 100 + "xx")
                .serviceLevelObjectives(BUCKETS)
                .register(registry));
    }

    void refused(Refusal refusal) {
        refused.get(refusal.reason()).increment();
    }
}
