package io.cptm8.orchestratorm8.postgres.listen;

import io.cptm8.orchestratorm8.postgres.Connector;
import io.cptm8.orchestratorm8.postgres.Leadership;
import io.cptm8.orchestratorm8.postgres.Pooler;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session of its own that listens to a channel, wakes everybody at each notification, and holds the leader's
 * advisory lock when it can get it.
 *
 * <p>A notification sent while nobody listens is gone. So the order is LISTEN first, then wake, at the start and
 * after every reconnect; reconnecting goes on for ever, with growing delay. That the session still lives is asked on
 * the session itself, since a dead peer or a pooler in between can leave the socket open and the ear deaf.
 */
public final class ListenSession implements Leadership, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ListenSession.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LAST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

    private final Connector connector;
    private final String channel;
    private final String signature;
    private final Duration heartbeat;
    private final LeaderLock lock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Runnable onLead = () -> {};
    private final Thread thread;
    private volatile boolean running = true;
    private volatile Connection open;
    private volatile boolean listening;
    private volatile String trouble = "not connected yet";

    /**
     * @param connector opens the session; called again after every loss
     * @param channel an identifier; it is also the name of the leader's lock
     * @param heartbeat how often the session is asked whether it lives, and a follower tries to lead
     */
    public ListenSession(Connector connector, String channel, Duration heartbeat) {
        this(connector, channel, heartbeat, null);
    }

    /** @param version of this program, which others can read at its session; null: not known, as of one that is run from classes */
    public ListenSession(Connector connector, String channel, Duration heartbeat, String version) {
        if (!channel.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("\"" + channel + "\" is not a lower-case PostgreSQL identifier");
        }
        this.connector = connector;
        this.channel = channel;
        this.signature = version == null ? "" : " -- orchestratorm8 " + version;
        this.heartbeat = heartbeat;
        this.lock = new LeaderLock(channel, signature);
        this.thread = new Thread(this::run, "orchestratorm8-listen");
        this.thread.setDaemon(true);
    }

    /** @param action when this instance begins to lead; called on the session's thread, must return at once */
    public void onLead(Runnable action) {
        onLead = action;
    }

    public void start() {
        thread.start();
    }

    /** @param wake called on the session's thread, must return at once */
    void subscribe(Runnable wake) {
        listeners.add(wake);
        wake.run();
    }

    void unsubscribe(Runnable wake) {
        listeners.remove(wake);
    }

    @Override
    public boolean isLeader() {
        return lock.isLeader();
    }

    @Override
    public boolean hasResigned() {
        return lock.hasResigned();
    }

    /**
     * Leads no more, from now on and for good, and has another lead at once. Waits until that one may, but no longer
     * than a second: without an answer the others find out by themselves, when this session is closed.
     */
    public void resign() {
        lock.resign(connector);
    }

    public boolean isListening() {
        return listening;
    }

    /** Why nobody listens at the moment; empty while all is well. */
    public String trouble() {
        return trouble;
    }

    private void run() {
        var delay = FIRST_DELAY;
        while (running) {
            try (var connection = connector.connect()) {
                open = connection;
                begin(connection);
                delay = FIRST_DELAY;
                listen(connection);
            } catch (SQLException e) {
                delay = lost(e, delay);
            } catch (RuntimeException e) {
                LOG.error(
                        "This is a bug: the listening session ended with an unexpected error; it is opened again.", e);
                delay = lost(new SQLException(e), delay);
            } finally {
                lock.lost();
                listening = false;
            }
        }
    }

    private void begin(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("LISTEN " + channel);
        }
        if (!Pooler.keepsSession(connection, connector)) {
            throw exchanged();
        }
        listening = true;
        if (!trouble.isEmpty()) {
            LOG.info("Listening for changes on channel {}.", channel);
        }
        trouble = "";
        lead(connection);
        wakeAll();
    }

    private void listen(Connection connection) throws SQLException {
        var session = connection.unwrap(PGConnection.class);
        var pid = beat(connection);
        var nextBeat = System.nanoTime() + heartbeat.toNanos();
        while (running) {
            var remaining = Math.max(1, (nextBeat - System.nanoTime()) / 1_000_000);
            var notifications = session.getNotifications((int) remaining);
            lock.giveBackIfResigned(connection);
            if (notifications != null && notifications.length > 0) {
                if (LeaderLock.isFree(notifications)) {
                    lead(connection);
                }
                wakeAll();
            }
            if (System.nanoTime() - nextBeat >= 0) {
                if (beat(connection) != pid) {
                    throw exchanged();
                }
                lead(connection);
                nextBeat = System.nanoTime() + heartbeat.toNanos();
            }
        }
    }

    /** The process that answers, which must be the one that listens; behind a pooler in transaction mode it is any. */
    private int beat(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(
                        "SELECT pg_backend_pid(), EXISTS (SELECT FROM pg_listening_channels() c WHERE c = '" + channel
                                + "'), current_setting('transaction_read_only') = 'on'" + signature)) {
            answer.next();
            if (!answer.getBoolean(2)) {
                throw exchanged();
            }
            if (answer.getBoolean(3)) {
                throw new SQLException("the server takes no writes any more; it is no longer the primary");
            }
            return answer.getInt(1);
        }
    }

    private static SQLException exchanged() {
        return new SQLException(
                "the session that listens was exchanged for another; a pooler in transaction mode does this: give POSTGRESQL_HOSTNAME and POSTGRESQL_PORT of PostgreSQL itself");
    }

    private void lead(Connection connection) throws SQLException {
        if (lock.acquire(connection)) {
            onLead.run();
            wakeAll();
            lock.giveBackIfResigned(connection); // it may have resigned meanwhile
        }
    }

    private Duration lost(SQLException e, Duration delay) {
        lock.lost();
        if (!running) {
            return delay;
        }
        var first = trouble.isEmpty() || trouble.equals("not connected yet");
        // Before it is known to be deaf, so that nobody is told that without the reason.
        trouble = e.getMessage();
        listening = false;
        if (first) {
            LOG.warn(
                    "PostgreSQL cannot be listened to ({}). Changes are still found by the timed sweep once it answers; connecting again in {} ms and then at least every {} s.",
                    e.getMessage(),
                    delay.toMillis(),
                    LONGEST_DELAY.toSeconds());
        }
        LockSupport.parkNanos(delay.toNanos());
        var doubled = delay.multipliedBy(2);
        return doubled.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : doubled;
    }

    private void wakeAll() {
        listeners.forEach(Runnable::run);
    }

    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        try {
            if (open != null) {
                open.abort(Runnable::run); // it waits for a notification, and nothing else would end that
            }
            thread.join(LAST_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException alreadyClosed) {
            // then nothing waits on it
        }
    }
}
