package io.cptm8.orchestratorm8.testing;

import io.cptm8.orchestratorm8.testing.FaultProxy.Direction;
import java.io.IOException;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** One client's connection through a {@link FaultProxy}: two sockets and a thread for each direction. */
final class ProxiedConnection {

    private final Socket client;
    private final Socket server;
    private final FaultProxy proxy;
    private final Set<ProxiedConnection> open;
    private final AtomicInteger directionsAlive = new AtomicInteger(2);
    private volatile boolean lostBytes;
    private volatile boolean silent;
    private Thread toServer;
    private Thread toClient;

    private ProxiedConnection(Socket client, Socket server, FaultProxy proxy, Set<ProxiedConnection> open) {
        this.client = client;
        this.server = server;
        this.proxy = proxy;
        this.open = open;
    }

    static void start(Socket client, Socket server, FaultProxy proxy, Set<ProxiedConnection> open) throws IOException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        ProxiedConnection connection = new ProxiedConnection(client, server, proxy, open);
        open.add(connection);
        connection.toServer = thread("to-" + server.getPort(), () -> connection.pump(Direction.TO_SERVER));
        connection.toClient = thread("from-" + server.getPort(), () -> connection.pump(Direction.TO_CLIENT));
    }

    static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, "fault-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    boolean hasLostBytes() {
        return lostBytes;
    }

    int portAtServer() {
        return server.getLocalPort();
    }

    /** From now on it passes nothing on. */
    void silence() {
        silent = true;
    }

    private void pump(Direction direction) {
        Socket from = direction == Direction.TO_SERVER ? client : server;
        Socket to = direction == Direction.TO_SERVER ? server : client;
        byte[] buffer = new byte[64 * 1024];
        try {
            for (int length = from.getInputStream().read(buffer);
                    length >= 0;
                    length = from.getInputStream().read(buffer)) {
                hold();
                if (silent) {
                    continue;
                }
                if (proxy.swallows(direction)) {
                    lostBytes = true;
                    if (!proxy.swallows(direction)) {
                        // It closed meanwhile, and whoever closed it did not see that this one has lost something.
                        reset();
                    }
                } else {
                    to.getOutputStream().write(buffer, 0, length);
                }
            }
            if (!proxy.swallows(direction)) {
                to.shutdownOutput();
            }
        } catch (IOException eitherSideIsGone) {
            reset();
        }
        if (directionsAlive.decrementAndGet() == 0) {
            close();
        }
    }

    private void hold() {
        for (long end = System.nanoTime() + proxy.latencyNanos(), left = proxy.latencyNanos();
                left > 0;
                left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    void reset() {
        reset(client);
        reset(server);
        open.remove(this);
    }

    /** Closes without the polite exchange, so that the peer reads "connection reset" instead of an end. */
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException alreadyClosed) {
            // as wanted
        }
    }

    private void close() {
        try (client;
                server) {
            open.remove(this);
        } catch (IOException alreadyClosed) {
            // as wanted
        }
    }

    void join() {
        try {
            toServer.join();
            toClient.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
