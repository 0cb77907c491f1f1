package io.cptm8.orchestratorm8.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Requests waiting, the age of the oldest, requests leased, requests parked, and whether it is held, by scanner, from the rows of
 * waiting.sql.
 */
public final class WaitingGauges implements Processor {

    private final MultiGauge waiting;
    private final MultiGauge oldest;
    private final MultiGauge leased;
    private final MultiGauge parked;
    private final MultiGauge held;
    private Set<String> scanners = Set.of();

    public WaitingGauges(MeterRegistry registry) {
        waiting = MultiGauge.builder("orchestratorm8.requests.waiting")
                .description("Requests that are not settled")
                .register(registry);
        oldest = MultiGauge.builder("orchestratorm8.requests.oldest")
                .description("Age of the oldest request that is not settled")
                .baseUnit("seconds")
                .register(registry);
        leased = MultiGauge.builder("orchestratorm8.requests.leased")
                .description("Requests that some instance has claimed and not settled, its lease not over")
                .register(registry);
        parked = MultiGauge.builder("orchestratorm8.requests.parked")
                .description("Requests that are not published until somebody does something")
                .register(registry);
        held = MultiGauge.builder("orchestratorm8.held")
                .description("1 while somebody holds the scanner, or all of them")
                .register(registry);
    }

    /** Scanners that are shown even when nothing waits for them. */
    public void show(Set<String> names) {
        scanners = Set.copyOf(names);
    }

    @Override
    public void process(Exchange exchange) {
        @SuppressWarnings("unchecked")
        var rows = (List<Map<String, Object>>) exchange.getMessage().getBody(List.class);
        waiting.register(gauges(rows, "waiting"), true);
        oldest.register(gauges(rows, "oldest_seconds"), true);
        leased.register(gauges(rows, "leased"), true);
        parked.register(gauges(rows, "parked"), true);
        held.register(gauges(rows, "held"), true);
    }

    private List<MultiGauge.Row<?>> gauges(List<Map<String, Object>> rows, String column) {
        return scanners.stream()
                .<MultiGauge.Row<?>>map(name -> MultiGauge.Row.of(
                        Tags.of("scanner", name),
                        rows.stream()
                                .filter(row -> name.equals(row.get("scanner")))
                                .findFirst()
                                .map(row -> ((Number) row.get(column)).doubleValue())
                                .orElse(0.0)))
                .toList();
    }
}
