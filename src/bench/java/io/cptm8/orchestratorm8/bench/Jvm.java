package io.cptm8.orchestratorm8.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What another JVM says of itself to {@code jcmd}. */
record Jvm(long process) {

    private static final Pattern ALLOCATED = Pattern.compile("allocated=(\\d+)([BKMG]).* nid=(\\w+)");
    private static final Map<String, Long> UNITS = Map.of("B", 1L, "K", 1L << 10, "M", 1L << 20, "G", 1L << 30);

    /** Bytes that each thread has allocated since its start, by its id; each to a hundredth of itself. */
    Map<String, Long> allocated() throws IOException {
        var bytes = new HashMap<String, Long>();
        var threads = ALLOCATED.matcher(jcmd("Thread.print", "-e"));
        while (threads.find()) {
            bytes.put(threads.group(3), Long.parseLong(threads.group(1)) * UNITS.get(threads.group(2)));
        }
        return bytes;
    }

    /** Bytes that were allocated since then; what threads did that have ended is not in it. */
    long allocatedSince(Map<String, Long> before) throws IOException {
        return allocated().entrySet().stream()
                .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
                .sum();
    }

    /** Collects everything that is garbage. */
    void collect() throws IOException {
        jcmd("GC.run");
    }

    private String jcmd(String... command) throws IOException {
        var line = new String[command.length + 2];
        line[0] = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        line[1] = "" + process;
        System.arraycopy(command, 0, line, 2, command.length);
        var jcmd = new ProcessBuilder(line).redirectErrorStream(true).start();
        var output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (jcmd.waitFor() != 0) {
                throw new IOException(String.join(" ", line) + ": " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return output;
    }
}
