package io.cptm8.orchestratorm8.scanner;

import io.cptm8.orchestratorm8.config.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service that consumes a queue and scans, as its file in {@code routes/scanners} declares it.
 *
 * @param name stem of the file, id of the route, tag of every metric
 * @param template the route template: its style of dispatch
 * @param exchange a durable topic exchange
 * @param bindings binding keys of the queue
 * @param queueArguments exactly these, since a queue that exists with others cannot be declared
 * @param key routing key of what is published, a simple expression over the domain
 * @param onChange whether a changed domain becomes a request
 * @param cron Quartz expression, in UTC, of the re-scans of all enabled domains
 * @param minInterval shortest time between two accepted requests of one domain
 * @param rate at most so many messages a second, on each instance
 * @param enabled false: the file is checked, and that is all
 * @param parameters all of them as text, defaults filled in
 */
public record Scanner(
        String name,
        Path file,
        String template,
        String exchange,
        String queue,
        List<String> bindings,
        Map<String, Object> queueArguments,
        String key,
        boolean onChange,
        Optional<String> cron,
        Duration minInterval,
        int rate,
        boolean enabled,
        Map<String, String> parameters) {

    /** The template whose one message answers every waiting request. */
    public static final String RING_START = "ring-start";

    public boolean startsRing() {
        return template.equals(RING_START);
    }

    /** The scanner that it hands over to when it ends, as its own configuration has it; empty: nobody. */
    public Optional<String> next() {
        return Optional.ofNullable(parameters.get("next")).filter(name -> !name.isEmpty());
    }

    /** How long nothing runs in its ring after it has handed over to us instead of to the next. */
    public Duration rest() {
        return Durations.parse(parameters.getOrDefault("rest", "0")).orElseThrow();
    }
}
