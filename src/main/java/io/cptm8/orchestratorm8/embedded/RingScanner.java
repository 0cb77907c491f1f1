package io.cptm8.orchestratorm8.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/** A scanner of the ring: every message means "scan all", and the end of the scan is the next one's start. */
final class RingScanner extends SimulatedScanner {

    private final HandOver handOver;
    private final Duration scan;
    private final Duration rest;

    /**
     * A member of the ring.
     *
     * @param handOver from this scanner to the next
     * @param scan how long its scan takes
     * @param rest how long it waits between the end of its scan and the hand-over
     */
    RingScanner(HandOver handOver, Duration scan, Duration rest, ScheduledExecutorService clock, ScanJournal journal) {
        super(handOver.source(), clock, journal);
        this.handOver = handOver;
        this.scan = scan;
        this.rest = rest;
    }

    @Override
    void scan(long deliveryTag, byte[] body) {
        note("scan started");
        after(scan, () -> {
            if (!rest.isZero()) {
                note("complete, rests for " + rest.toMillis() / 1000.0 + " s");
            }
            after(rest, () -> handOver(deliveryTag));
        });
    }

    private void handOver(long deliveryTag) throws IOException {
        // Said first, or the next one's line may stand before this one.
        note((rest.isZero() ? "complete → " : "next round → ") + handOver.next());
        publish(handOver);
        acknowledge(deliveryTag);
    }
}
