package io.cptm8.orchestratorm8.rabbitmq;

import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.impl.AMQConnection;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

/**
 * The connection that is published on, and what the broker says of itself on it.
 *
 * <p>While the broker is away or blocks publishers, {@link #accepting} is false and nobody claims work: requests
 * wait in the database, which is what they are there for.
 */
public final class Broker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);

    private final ConnectionFactory factory;
    private final String where;
    private final Duration retryDelay;
    private final List<Runnable> reconnected = new CopyOnWriteArrayList<>();
    /** Every connection of the factory, whoever asked for it. */
    private final List<com.rabbitmq.client.Connection> all = new CopyOnWriteArrayList<>();

    private Connection connection;
    private long nextAttempt = System.nanoTime();
    private volatile boolean closed;
    private volatile boolean resting;
    private volatile String blocked = "";
    private volatile String away = "not connected yet";

    /** @param retryDelay shortest time between two attempts to connect */
    public Broker(ConnectionFactory factory, Duration retryDelay) {
        this(factory, retryDelay, factory.getHost() + ":" + factory.getPort());
    }

    /** @param where every node that the factory may connect to, for a message */
    public Broker(ConnectionFactory factory, Duration retryDelay, String where) {
        this.factory = factory;
        this.where = where;
        this.retryDelay = retryDelay;
        factory.addConnectionListener(opened -> {
            all.removeIf(each -> !each.isOpen());
            all.add(opened.getDelegate());
        });
    }

    /** @param action run after each successful connect, on the thread that connected */
    public void onConnect(Runnable action) {
        reconnected.add(action);
    }

    /** Whether it makes sense to claim work now. Connects when there is no connection and it is time to try. */
    public boolean accepting() {
        if (resting || isBlocked()) {
            return false;
        }
        try {
            connect();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** From now on it makes no sense to claim work. What is claimed is still published. */
    public void rest() {
        resting = true;
    }

    /** Why nothing can be published at the moment; empty while all is well. */
    public String trouble() {
        if (isBlocked()) {
            return "the broker blocks publishers: " + blocked;
        }
        return isOpen() ? "" : away.isEmpty() ? "the connection is lost" : away;
    }

    /**
     * Whether the broker has stopped reading what we publish. It says when it goes on, but only on the connection on
     * which it said so: with that one lost, the next finds out anew.
     */
    public boolean isBlocked() {
        return !blocked.isEmpty() && isOpen();
    }

    /** A channel of the caller's own, not cached: whoever opens it closes it. */
    public Channel openChannel() throws IOException {
        var channel = createChannel(connect());
        if (channel == null) {
            throw new IOException("the connection has no channel left; raise orchestratorm8.rabbitmq.channels");
        }
        return channel;
    }

    /** The client throws unchecked what is only a connection that was lost a moment ago. */
    private static Channel createChannel(Connection connection) throws IOException {
        try {
            return connection.getDelegate().createChannel();
        } catch (ShutdownSignalException lost) {
            throw new IOException("the connection is lost", lost);
        }
    }

    private Connection connect() throws IOException {
        Connection opened;
        synchronized (this) {
            if (closed) {
                throw new IOException("closed");
            }
            if (isOpen()) {
                return connection;
            }
            if (System.nanoTime() - nextAttempt < 0) {
                throw new IOException(trouble());
            }
            opened = open();
        }
        reconnected.forEach(Runnable::run);
        return opened;
    }

    private Connection open() throws IOException {
        try {
            if (connection != null) {
                connection.close();
            }
            connection = factory.createConnection();
            blocked = "";
            connection.addBlockedListener(new Blocked());
            LOG.info("Connected to the broker at {}.", Nodes.at(connection.getDelegate(), where));
            away = "";
            return connection;
        } catch (AmqpException | IllegalStateException e) {
            // The pool may hand out a connection that was lost a moment ago, which it calls an illegal state.
            nextAttempt = System.nanoTime() + retryDelay.toNanos();
            var reason = e instanceof IllegalStateException ? "the connection was lost at once" : reason(e);
            if (away.isEmpty() || away.equals("not connected yet")) {
                LOG.warn(
                        "RabbitMQ at {} does not let us in ({}). Requests wait in the database; trying again every {} ms.",
                        where,
                        reason,
                        retryDelay.toMillis());
            }
            away = reason;
            throw new IOException(reason, e);
        }
    }

    private static String reason(Exception e) {
        var cause = e.getCause() == null ? e : e.getCause();
        return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }

    private synchronized boolean isOpen() {
        return connection != null && connection.isOpen();
    }

    /**
     * Drops a connection that no longer answers; whoever needs one next opens another. It is the one that the caller
     * waited on: by the time he gives up, the current one may be new and well.
     */
    public void abort(com.rabbitmq.client.Connection silent, String reason) {
        if (!silent.isOpen()) {
            return;
        }
        LOG.warn("Giving up the connection to RabbitMQ: {}. Opening another.", reason);
        drop(silent, reason);
    }

    /**
     * Whether a connection still answers, which a channel on it that has gone silent does not tell. Waits no longer
     * than an answer may take.
     */
    public boolean answers(com.rabbitmq.client.Connection asked) {
        try {
            var channel = asked.createChannel();
            if (channel != null) {
                channel.abort();
            }
            return asked.isOpen();
        } catch (IOException | ShutdownSignalException silent) {
            return false;
        }
    }

    /** Drops every connection at once and opens no other: who waits for the broker's word learns that it will not come. */
    public void giveUp(String reason) {
        closed = true; // without the lock, which whoever connects holds until he is answered
        all.stream().filter(com.rabbitmq.client.Connection::isOpen).forEach(each -> drop(each, reason));
    }

    private static void drop(com.rabbitmq.client.Connection silent, String reason) {
        if (silent instanceof AMQConnection connection) {
            // With non-blocking I/O, abort tells the channels only when the broker answers it: until then they look
            // open and swallow what is sent, and their consumers cannot be stopped. A failed connection tells them.
            connection.handleIoError(new EOFException(reason));
        } else {
            silent.abort(320, reason, 1000);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (connection != null) {
            connection.close();
        }
    }

    private final class Blocked implements BlockedListener {
        @Override
        public void handleBlocked(String reason) {
            blocked = reason;
            LOG.warn(
                    "RabbitMQ blocks publishers ({}). Nothing is claimed until it lifts that; requests wait in the database. Free its memory or disk.",
                    reason);
        }

        @Override
        public void handleUnblocked() {
            blocked = "";
            LOG.info("RabbitMQ lets publishers go on.");
        }
    }
}
