package io.cptm8.orchestratorm8.postgres.listen;

import io.cptm8.orchestratorm8.postgres.Leadership;
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

    /** Opens the session; called again after every loss. */
    @FunctionalInterface
    public interface Connector {
        Connection connect() throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ListenSession.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LAST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

    private final Connector connector;
    private final String channel;
    private final Duration heartbeat;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean running = true;
    private volatile Connection open;
    private volatile boolean listening;
    private volatile boolean leader;
    private volatile String trouble = "not connected yet";

    /**
     * @param channel an identifier; it is also the name of the leader's lock
     * @param heartbeat how often the session is asked whether it lives, and a follower tries to lead
     */
    public ListenSession(Connector connector, String channel, Duration heartbeat) {
        if (!channel.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("\"" + channel + "\" is not a lower-case PostgreSQL identifier");
        }
        this.connector = connector;
        this.channel = channel;
        this.heartbeat = heartbeat;
        this.thread = new Thread(this::run, "orchestratorm8-listen");
        this.thread.setDaemon(true);
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
        return leader;
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
                leader = false;
                listening = false;
            }
        }
    }

    private void begin(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("LISTEN " + channel);
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
        var pid = session.getBackendPID();
        var nextBeat = System.nanoTime() + heartbeat.toNanos();
        while (running) {
            var remaining = Math.max(1, (nextBeat - System.nanoTime()) / 1_000_000);
            var notifications = session.getNotifications((int) remaining);
            if (notifications != null && notifications.length > 0) {
                wakeAll();
            }
            if (System.nanoTime() - nextBeat >= 0) {
                beat(connection, pid);
                lead(connection);
                nextBeat = System.nanoTime() + heartbeat.toNanos();
            }
        }
    }

    /** Both answers must come from the backend that listens; behind a transaction pooler they do not. */
    private void beat(Connection connection, int pid) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(
                        "SELECT pg_backend_pid(), EXISTS (SELECT FROM pg_listening_channels() c WHERE c = '" + channel
                                + "'), current_setting('transaction_read_only') = 'on'")) {
            answer.next();
            if (answer.getInt(1) != pid || !answer.getBoolean(2)) {
                throw new SQLException(
                        "the session that listens was exchanged for another; a pooler in transaction mode does this: give POSTGRESQL_HOSTNAME and POSTGRESQL_PORT of PostgreSQL itself");
            }
            if (answer.getBoolean(3)) {
                throw new SQLException("the server takes no writes any more; it is no longer the primary");
            }
        }
    }

    private void lead(Connection connection) throws SQLException {
        if (leader) {
            return;
        }
        try (var statement = connection.createStatement();
                var answer =
                        statement.executeQuery("SELECT pg_try_advisory_lock(hashtext('" + channel + ".leader'))")) {
            answer.next();
            leader = answer.getBoolean(1);
        }
        if (leader) {
            LOG.info("This instance leads: it alone starts rings. Another takes over when it ends.");
            wakeAll();
        }
    }

    private Duration lost(SQLException e, Duration delay) {
        leader = false;
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
