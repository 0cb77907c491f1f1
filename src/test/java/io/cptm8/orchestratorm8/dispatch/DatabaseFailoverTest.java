package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.PostgresPair;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.Wire;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The primary is gone and its standby takes over. */
@Timeout(240)
class DatabaseFailoverTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @AutoClose
    private final PostgresPair pair = PostgresPair.launch();

    @TempDir
    private Path home;

    @Test
    void what_was_committed_with_a_synchronous_standby_is_dispatched_and_the_application_goes_on_by_itself()
            throws InterruptedException {
        pair.synchronous(true);
        var database = pair.database();
        var broker = TestBroker.shared().newVirtualHost();
        try (var application = new TestApplication(home, database, broker)
                        .withTakeoverm8()
                        .set("dispatch.confirm-timeout", "4s")
                        .set("dispatch.lease", "8s")
                        .set("database.connect-timeout", "2s")
                        .set("dispatch.retry-maximum", "2s")
                        .startAndAwaitReady();
                var wire = Wire.to(broker)) {
            var committed = new CopyOnWriteArrayList<String>();
            var writer = new Thread(() -> write(committed), "writer");
            writer.start();
            await().atMost(LIMIT).until(() -> committed.size() > 100);

            pair.killPrimary();
            writer.join();
            pair.promote();

            await("the session that listens")
                    .atMost(LIMIT)
                    .until(() -> application.get("/ready").body(), ready -> ready.contains("\"listening\":true"));
            assertThat(database.rows("SELECT name FROM cptm8domain")).containsAll(committed);
            database.execute("INSERT INTO cptm8domain (name) VALUES ('after.example')");
            await("all requests to be done").atMost(LIMIT).until(() -> Books.open(database) == 0);
            var books = Books.close("primary killed", database, wire);
            books.assertNoneLost(database.count("SELECT count(*) FROM cptm8domain WHERE enabled"));
            await().atMost(LIMIT).until(() -> application.get("/ready").statusCode() == 200);
        }
    }

    /** One domain a transaction, until the primary is gone; remembers each whose commit was answered. */
    private void write(List<String> committed) {
        try (var session = pair.database().connect();
                var insert = session.prepareStatement("INSERT INTO cptm8domain (name) VALUES (?)")) {
            for (var number = 0; ; number++) {
                var name = "c" + number + ".example";
                insert.setString(1, name);
                insert.executeUpdate();
                committed.add(name);
            }
        } catch (SQLException gone) {
            // as it should
        }
    }
}
