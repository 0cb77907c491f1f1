package io.cptm8.orchestratorm8.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says of a process. */
final class Memory {

    private Memory() {}

    /** Pages of it that are in memory, those of files that it maps among them. */
    static double residentMebibytes(long process) throws IOException {
        return mebibytes(process, "VmRSS:");
    }

    /** The most that was ever in memory of it. */
    static double peakMebibytes(long process) throws IOException {
        return mebibytes(process, "VmHWM:");
    }

    private static double mebibytes(long process, String name) throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc", "" + process, "status"))) {
            if (line.startsWith(name)) {
                return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
            }
        }
        throw new IllegalStateException("process " + process + " has ended");
    }
}
