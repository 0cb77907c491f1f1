package io.cptm8.orchestratorm8.embedded;

import io.cptm8.orchestratorm8.simulation.Conduct;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/** A scanner of the ring: every message means "scan all", and the end of the scan is the next one's start. */
final class RingScanner extends SimulatedScanner {

    private final HandOver handOver;
    private final Duration scan;
    private final Duration rest;

    private long taken;
    private boolean owes;

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
    boolean canBe(Conduct wanted) {
        return true;
    }

    @Override
    void became(Conduct wanted) throws IOException {
        switch (wanted) {
            case DIE -> owes = false;
            case STALL -> {
                if (works()) {
                    stopScan();
                    stall();
                }
            }
            default -> {
                if (owes) {
                    owes = false;
                    handOver();
                }
            }
        }
    }

    @Override
    void scan(long deliveryTag, byte[] body) throws IOException {
        taken = deliveryTag;
        note("scan started");
        if (conduct() == Conduct.STALL) {
            stall();
            return;
        }
        after(scan, () -> {
            if (!rest.isZero()) {
                note("complete, rests for " + rest.toMillis() / 1000.0 + " s");
            }
            after(rest, () -> {
                handOver();
                acknowledge(taken);
            });
        });
    }

    /** Acknowledged, so that nobody but it knows of the start any more. */
    private void stall() throws IOException {
        note("stalled: has taken its start and says nothing more");
        owes = true;
        acknowledge(taken);
    }

    private void handOver() throws IOException {
        var status = conduct() == Conduct.WARN ? "warning" : "complete";
        var twice = conduct() == Conduct.DOUBLE;
        hasDoneIt();
        // Said first, or the next one's line may stand before this one.
        note((rest.isZero() || status.equals("warning") ? status : "next round") + " → " + handOver.next());
        publish(handOver, status);
        if (twice) {
            note("and once more → " + handOver.next());
            publish(handOver, status);
        }
    }
}
