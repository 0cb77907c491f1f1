package io.cptm8.orchestratorm8.postgres.listen;

import io.cptm8.orchestratorm8.postgres.Connector;
import io.cptm8.orchestratorm8.postgres.Leadership;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The advisory lock of whoever leads. It belongs to the session that listens, and goes with it. */
final class LeaderLock implements Leadership {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderLock.class);
    /** What is notified on the channel when the lock is given back; the doorbell of changes carries nothing. */
    private static final String FREE = "leader resigned";

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final String channel;
    private final String key;
    private final String signature;
    private final CountDownLatch givenBack = new CountDownLatch(1);
    private volatile boolean held;
    private volatile boolean resigned;

    /** @param signature ends each statement on the session */
    LeaderLock(String channel, String signature) {
        this.channel = channel;
        this.signature = signature;
        this.key = "hashtext('" + channel + ".leader')";
    }

    @Override
    public boolean isLeader() {
        return held && !resigned;
    }

    @Override
    public boolean hasResigned() {
        return resigned;
    }

    /** Whether it was had by this very attempt. */
    boolean acquire(Connection session) throws SQLException {
        if (held || resigned) {
            return false;
        }
        held = ask(session, "SELECT pg_try_advisory_lock(" + key + ")" + signature);
        if (held) {
            LOG.info("This instance leads: it alone starts rings. Another takes over when it ends.");
        }
        return held;
    }

    /**
     * Gives the lock back if that is what {@link #resign} waits for, and only then tells all who listen: they try at
     * once and not at their next heartbeat.
     */
    void giveBackIfResigned(Connection session) throws SQLException {
        if (held && resigned) {
            held = false;
            ask(
                    session,
                    "SELECT pg_advisory_unlock(" + key + "), pg_notify('" + channel + "', '" + FREE + "')" + signature);
            givenBack.countDown();
        }
    }

    /** Whether somebody has given the lock back. */
    static boolean isFree(PGNotification[] notifications) {
        return Arrays.stream(notifications).anyMatch(each -> FREE.equals(each.getParameter()));
    }

    /** The session is gone, and the lock with it. */
    void lost() {
        held = false;
    }

    /** @param connector opens a connection beside the session, which is locked while it waits for a notification */
    void resign(Connector connector) {
        resigned = true;
        if (!held) {
            return;
        }
        var bell = new Thread(() -> ring(connector), "orchestratorm8-resign");
        bell.setDaemon(true);
        bell.start();
        try {
            if (givenBack.await(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("This instance leads no more; another may.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ring(Connector connector) {
        try (var connection = connector.connect();
                var statement = connection.createStatement()) {
            statement.execute("NOTIFY " + channel);
        } catch (SQLException e) {
            LOG.debug("The lock could not be handed over; it goes with the session.", e);
        }
    }

    private static boolean ask(Connection session, String question) throws SQLException {
        try (var statement = session.createStatement();
                var answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getBoolean(1);
        }
    }
}
