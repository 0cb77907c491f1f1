package io.cptm8.orchestratorm8.embedded;

import java.time.Duration;

/**
 * How long simulated scanners take, none of it negative.
 *
 * @param hop what one scanner of the ring needs for its scan
 * @param rest how long the last scanner of the ring waits before it starts the next round
 * @param domain what a scanner that gets one message for each domain needs for one
 */
public record ScanPace(Duration hop, Duration rest, Duration domain) {

    /** A round that can be followed by eye: 2 s for each hop, 6 s between rounds, 100 ms for a domain. */
    public static final ScanPace READABLE =
            new ScanPace(Duration.ofSeconds(2), Duration.ofSeconds(6), Duration.ofMillis(100));

    /** Refuses durations that cannot be waited for. */
    public ScanPace {
        if (hop.isNegative() || rest.isNegative() || domain.isNegative()) {
            throw new IllegalArgumentException("No duration may be negative: %s, %s, %s".formatted(hop, rest, domain));
        }
    }
}
