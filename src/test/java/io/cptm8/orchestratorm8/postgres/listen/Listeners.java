package io.cptm8.orchestratorm8.postgres.listen;

import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.awaitility.core.ConditionFactory;

/** Listening sessions of a test, told apart from everybody else's on the server by what they say they are. */
record Listeners(TestDatabase database, int port, String patience) {

    static final String CHANNEL = "test_channel";
    static final Duration HEARTBEAT = Duration.ofMillis(200);

    static Listeners on(TestDatabase database) {
        // Seconds: longer than this machine stands still now and then, which is not to pass for a loss.
        return new Listeners(database, database.address().port(), "10");
    }

    /** By way of another port, such as a proxy's, and soon given up when nothing is answered there. */
    Listeners through(int otherPort) {
        return new Listeners(database, otherPort, "2");
    }

    ListenSession named(String name) {
        return new ListenSession(() -> connect(name), CHANNEL, HEARTBEAT);
    }

    Connection connect(String name) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", database.address().user());
        properties.setProperty("password", database.address().password());
        properties.setProperty("ApplicationName", name);
        properties.setProperty("socketTimeout", patience);
        properties.setProperty("connectTimeout", patience);
        properties.setProperty("loginTimeout", patience);
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database.address().name(), properties);
    }

    /** Process ids of the sessions of this name. */
    List<String> sessions(String name) {
        return database.rows(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = '" + name
                        + "'");
    }

    void kill(String name) {
        database.rows("SELECT pg_terminate_backend(" + sessions(name).get(0) + ")");
    }

    /** Returns when the session of this name has been asked twice whether it lives, so that all before is in its past. */
    void awaitHeartbeats(String name) {
        for (var beat = 0; beat < 2; beat++) {
            var before = lastStatement(name);
            soon().until(() -> !lastStatement(name).equals(before));
        }
    }

    private String lastStatement(String name) {
        return database.ask(
                        "SELECT pid || ' ' || query_start FROM pg_stat_activity WHERE datname = current_database() AND application_name = '"
                                + name + "'")
                + "";
    }

    static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10));
    }
}
