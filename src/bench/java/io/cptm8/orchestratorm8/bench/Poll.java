package io.cptm8.orchestratorm8.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks for {@code /ready} over and over, at as little cost to what starts as can be. */
final class Poll {

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final byte[] REQUEST =
            "GET /ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private Poll() {}

    /** @throws IllegalStateException when it ends, or is not ready within a minute */
    static void untilReady(Child child, int port) {
        var limit = System.nanoTime() + LIMIT_NANOS;
        while (!isReady(port)) {
            child.requireAlive();
            if (System.nanoTime() > limit) {
                throw new IllegalStateException("it was not ready within a minute; what it said is in " + child.folder());
            }
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }

    private static boolean isReady(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(REQUEST);
            var line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return line.equals("HTTP/1.1 200");
        } catch (IOException notYet) {
            return false;
        }
    }
}
