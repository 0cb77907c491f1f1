package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.loadtest.Progress;
import java.io.PrintWriter;
import java.time.Duration;

/** Progress on one line that is drawn again, or, where that cannot be, as a line every few seconds. Less than 80 wide. */
final class ProgressLine implements Progress {

    private static final int BAR = 8;
    private static final long PAUSE = Duration.ofSeconds(3).toNanos();
    private static final String AT_START_AND_REST_EMPTY = "\r%s\u001b[K";

    private final PrintWriter out;
    private final boolean terminal;
    private long begun;
    private long told;
    private long paced;
    private long before;
    private double rate;
    private String last = "";

    ProgressLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void driving(long written, long answered, long wanted, int scanners) {
        tell(answered, wanted * scanners, "%,d written, %,d accepted".formatted(written, answered));
    }

    @Override
    public void removing(long removed, long wanted) {
        tell(removed, wanted, "%,d removed".formatted(removed));
    }

    private void tell(long reached, long wanted, String counts) {
        var now = System.nanoTime();
        if (begun == 0) {
            begun = now;
            told = now;
            paced = now;
            before = reached;
            rate = 0;
        }
        pace(reached, now);
        last = "%3d %%  %s%s%s"
                .formatted(
                        wanted == 0 ? 100 : 100 * reached / wanted,
                        counts,
                        rate < 1 ? "" : "  %,.0f/s".formatted(rate),
                        rate < 1 || reached >= wanted ? "" : "  " + left((wanted - reached) / rate));
        if (terminal) {
            var full = (int) (wanted == 0 ? BAR : BAR * reached / wanted);
            out.printf(AT_START_AND_REST_EMPTY, "[" + "#".repeat(full) + ".".repeat(BAR - full) + "] " + last);
            out.flush();
        } else if (now - told >= PAUSE) {
            told = now;
            out.println(last);
            out.flush();
        }
    }

    /** Of the last seconds: what was slow at the beginning says little about the rest. */
    private void pace(long reached, long now) {
        var seconds = (now - paced) / 1e9;
        if (seconds > 0.05) {
            var present = (reached - before) / seconds;
            rate = rate == 0 ? present : 0.6 * rate + 0.4 * present;
            paced = now;
            before = reached;
        }
    }

    private static String left(double seconds) {
        return seconds < 100 ? "%.0f s left".formatted(seconds) : "%.0f min left".formatted(seconds / 60);
    }

    @Override
    public void ended() {
        if (begun != 0) {
            out.println(terminal ? "" : last);
            out.flush();
            begun = 0;
        }
    }
}
