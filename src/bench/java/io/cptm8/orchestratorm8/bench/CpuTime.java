package io.cptm8.orchestratorm8.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** CPU time of processes, as Linux counts it: to a hundredth of a second. */
final class CpuTime {

    /** Linux counts for user space in these, whatever the kernel's own clock. */
    private static final double TICKS_PER_SECOND = 100;

    private CpuTime() {}

    /** Seconds that a process has used since its start; of one that has ended, 0. */
    static double seconds(long process) throws IOException {
        return ticks(process, 11, 12) / TICKS_PER_SECOND;
    }

    /** Seconds of a process, its children, and those that were its children: a server with a process for each client. */
    static double secondsOfFamily(long parent) throws IOException {
        var ticks = ticks(parent, 11, 12, 13, 14);
        for (var child : ProcessHandle.of(parent).orElseThrow().children().toList()) {
            ticks += ticks(child.pid(), 11, 12);
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** @param fields of {@code /proc/PID/stat}, counted from the one behind the name, whose blanks are not to be counted */
    private static long ticks(long process, int... fields) throws IOException {
        try {
            var stat = Files.readString(Path.of("/proc", "" + process, "stat"));
            var values = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            var sum = 0L;
            for (var field : fields) {
                sum += Long.parseLong(values[field]);
            }
            return sum;
        } catch (NoSuchFileException ended) {
            return 0;
        }
    }
}
