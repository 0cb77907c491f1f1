package io.cptm8.orchestratorm8.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What a process has sent over its open connections to a port, and what came back, as the kernel counts it.
 *
 * @param sent bytes, acknowledged by the other side
 * @param received bytes
 */
record Traffic(long sent, long received) {

    private static final Pattern SENT = Pattern.compile("bytes_acked:(\\d+)");
    private static final Pattern RECEIVED = Pattern.compile("bytes_received:(\\d+)");

    /** Connections that are closed meanwhile are no longer counted: the difference of two is sound while none is. */
    static Traffic of(long process, int port) throws IOException {
        var ss = new ProcessBuilder("ss", "-tinpH", "state", "established", "dport = :" + port)
                .redirectErrorStream(true)
                .start();
        var sent = 0L;
        var received = 0L;
        var ours = false;
        for (var line : new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
            // Each connection is a line that names the process and an indented one with the counters.
            if (!line.startsWith("\t") && !line.startsWith(" ")) {
                ours = line.contains("pid=" + process + ",");
            }
            if (ours) {
                sent += number(SENT, line);
                received += number(RECEIVED, line);
            }
        }
        return new Traffic(sent, received);
    }

    Traffic minus(Traffic earlier) {
        return new Traffic(sent - earlier.sent, received - earlier.received);
    }

    private static long number(Pattern pattern, String line) {
        var found = pattern.matcher(line);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }
}
