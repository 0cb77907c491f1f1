package io.cptm8.orchestratorm8.bench;

import io.cptm8.orchestratorm8.embedded.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.postgresql.PGConnection;

/** A session that hears of each inserted domain by a notification of its own, and does nothing but count them. */
final class Listener implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 200;

    private final Connection connection;
    private final AtomicInteger heard = new AtomicInteger();
    private final Thread thread = new Thread(this::hear, "bench-listener");
    private volatile boolean closing;

    private Listener(Connection connection) {
        this.connection = connection;
        thread.start();
    }

    /** Gives the table of domains a trigger that notifies, and does nothing else, and listens. */
    static Listener onInsert(DatabaseAddress database) throws SQLException {
        var connection = Requests.connect(database);
        try (var statement = connection.createStatement()) {
            statement.execute(
                    """
                    CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        PERFORM pg_notify('domain', NEW.id::text);
                        RETURN NULL;
                    END $$;
                    CREATE TRIGGER tell AFTER INSERT ON cptm8domain FOR EACH ROW EXECUTE FUNCTION tell();
                    LISTEN domain""");
        }
        return new Listener(connection);
    }

    /** Until so many have come since the last time: within ten seconds. */
    void await(int notifications) {
        Awaitility.await("a notification of each insert")
                .atMost(Duration.ofSeconds(10))
                .until(() -> heard.get() == notifications);
        heard.set(0);
    }

    private void hear() {
        try {
            while (!closing) {
                var more = connection.unwrap(PGConnection.class).getNotifications(PATIENCE_MILLIS);
                heard.addAndGet(more == null ? 0 : more.length);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the listener has lost its session", e);
        }
    }

    @Override
    public void close() throws Exception {
        closing = true;
        thread.join();
        connection.close();
    }
}
