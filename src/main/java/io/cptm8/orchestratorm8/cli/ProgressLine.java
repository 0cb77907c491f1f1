package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.loadtest.Progress;
import java.io.PrintWriter;
import java.time.Duration;

/** Progress on one line that is drawn again, or, where that cannot be, as a line every few seconds. At most 79 wide. */
final class ProgressLine implements Progress {

    private static final int BAR = 20;
    private static final long PAUSE = Duration.ofSeconds(3).toNanos();
    private static final String AT_START_AND_REST_EMPTY = "\r%s\u001b[K";

    private final PrintWriter out;
    private final boolean terminal;
    private long begun;
    private long told;
    private String last = "";

    ProgressLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void driving(long written, long answered, long wanted, int scanners) {
        var all = wanted * scanners;
        tell(answered, all, "%,d written, %,d accepted".formatted(written, answered));
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
        }
        var seconds = (now - begun) / 1e9;
        var rate = seconds > 0.2 ? reached / seconds : 0;
        last = "%3d %%  %s%s%s"
                .formatted(
                        wanted == 0 ? 100 : 100 * reached / wanted,
                        counts,
                        rate == 0 ? "" : "  %,.0f/s".formatted(rate),
                        rate == 0 || reached >= wanted ? "" : "  " + left((wanted - reached) / rate));
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
