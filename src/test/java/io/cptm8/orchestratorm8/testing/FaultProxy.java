package io.cptm8.orchestratorm8.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;

/** A bad network between a client and a server of this machine. Starts out as a good one. */
public final class FaultProxy implements AutoCloseable {

    /** Which way bytes go. */
    public enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    private final int serverPort;
    private final int port = FreePorts.next();
    private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
    private final Set<Direction> swallowed = new CopyOnWriteArraySet<>();
    private volatile long latencyNanos;

    private ServerSocket listener;
    private Thread acceptor;

    private FaultProxy(int serverPort) {
        this.serverPort = serverPort;
        listen();
    }

    /** A proxy in front of a port of the loopback address. */
    public static FaultProxy to(int serverPort) {
        return new FaultProxy(serverPort);
    }

    /** What the client connects to; it never changes. */
    public int port() {
        return port;
    }

    /** How many connections are open through this proxy. */
    public int connections() {
        return open.size();
    }

    /** Resets every connection, on both sides. New ones are accepted. */
    public void cutAll() {
        List.copyOf(open).forEach(ProxiedConnection::reset);
    }

    /** Takes every byte of either side, of old and new connections, and passes none on: nobody sees an error. */
    public void blackhole(boolean on) {
        swallow(EnumSet.allOf(Direction.class), on);
    }

    /** The same one way only: requests that arrive but are never answered, or the other way round. */
    public void blackhole(Direction direction, boolean on) {
        swallow(EnumSet.of(direction), on);
    }

    /** The same for one connection only, and for ever: the one that reaches the server from this port. */
    public void silence(int portAtServer) {
        open.stream().filter(each -> each.portAtServer() == portAtServer).forEach(ProxiedConnection::silence);
    }

    /** Every piece of data, either way, is held up for so long; zero ends that. */
    public void slow(Duration latency) {
        latencyNanos = latency.toNanos();
    }

    long latencyNanos() {
        return latencyNanos;
    }

    private void swallow(Set<Direction> directions, boolean on) {
        if (on) {
            swallowed.addAll(directions);
            return;
        }
        swallowed.removeAll(directions);
        // Going on in the middle of a frame is a fault that no network has: who lost bytes must connect again.
        open.stream().filter(ProxiedConnection::hasLostBytes).toList().forEach(ProxiedConnection::reset);
    }

    /** Whether anybody has fallen into a black hole who is still connected. */
    boolean hasLostBytes() {
        return open.stream().anyMatch(ProxiedConnection::hasLostBytes);
    }

    boolean swallows(Direction direction) {
        return swallowed.contains(direction);
    }

    /** Refuses new connections, as a machine does on which no server runs. Open ones stay. */
    public synchronized void refuse(boolean on) {
        if (on) {
            stopListening();
        } else if (listener == null) {
            listen();
        }
    }

    /** Resets what is open and returns when no thread is left. */
    @Override
    public synchronized void close() {
        stopListening();
        List<ProxiedConnection> last = List.copyOf(open);
        last.forEach(ProxiedConnection::reset);
        last.forEach(ProxiedConnection::join);
    }

    private synchronized void listen() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            listener = socket;
            acceptor = ProxiedConnection.thread("accept-" + port, () -> accept(socket));
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port, e);
        }
    }

    private void stopListening() {
        if (listener == null) {
            return;
        }
        try {
            listener.close();
            acceptor.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        listener = null;
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            Socket client;
            try {
                client = socket.accept();
            } catch (IOException closed) {
                return;
            }
            try {
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                ProxiedConnection.start(client, server, this, open);
            } catch (IOException serverIsDown) {
                ProxiedConnection.reset(client);
            }
        }
    }
}
