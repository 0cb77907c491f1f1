package io.cptm8.orchestratorm8.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback address. */
public final class FreePorts {

    // Below the range from which kernels take the ports of outgoing connections: a server that stops for a while
    // must find its port free when it comes back.
    private static final int LOWEST = 20_000;
    private static final int EACH = 4_000;
    private static final int JVMS = 3;
    // Each JVM of a test run has a range of its own, by the number that the build gives it.
    private static final int FIRST = LOWEST + Integer.getInteger("test.fork", 1) % JVMS * EACH;
    private static final int LAST = FIRST + EACH;
    // One that was given is bound later, and free again while its server stops for a while: nobody else of this JVM
    // may have it.
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    public static int next() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (ServerSocket probe = new ServerSocket()) {
                probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException taken) {
                continue;
            }
            if (GIVEN.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + FIRST + " and " + LAST);
    }

    static boolean accepts(int port) {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException nobodyThere) {
            return false;
        }
    }
}
