package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.FaultProxy;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change is dispatched once and soon, whatever has happened to the session that hears of it. */
class WakeTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path home;

    /** Without a sweep to fall back on; a listener that is deaf after its second loss fails here at the third round. */
    @Test
    void after_each_of_ten_killed_sessions_a_change_is_dispatched_once_and_one_session_listens() {
        try (var application = application().set("dispatch.sweep", "10m").startAndAwaitReady();
                var wire = Wire.to(broker)) {
            for (var round = 1; round <= 10; round++) {
                var killed = listening();
                assertThat(killed).as("round " + round).hasSize(1);
                database.rows("SELECT pg_terminate_backend(" + killed.get(0) + ")");
                insert("round" + round);

                soon().until(() ->
                        database.count("SELECT count(*) FROM orchestratorm8.request WHERE state <> 'done'") == 0);
                assertThat(wire.drain("qtakeoverm8"))
                        .as("round " + round)
                        .singleElement()
                        .satisfies(message -> assertThat(message.text()).contains("round"));
                soon().until(() -> listening().size() == 1 && !listening().equals(killed) && ready(application));
            }
            assertThat(wire.drain("qtakeoverm8")).isEmpty();
        }
    }

    @Test
    void a_writer_who_keeps_the_doorbells_gate_delays_the_others_by_a_sweep_at_most() throws SQLException {
        try (var application = application().startAndAwaitReady();
                var wire = Wire.to(broker);
                var slow = database.connect();
                var statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("INSERT INTO cptm8domain (name) VALUES ('slow.example')");
            insert("quick1");
            insert("quick2");

            soon().until(() -> database.count(
                            "SELECT count(*) FROM orchestratorm8.request WHERE scanner = 'takeoverm8' AND state = 'done'")
                    == 2);
            assertThat(wire.take("qtakeoverm8", 2))
                    .hasSize(2)
                    .noneSatisfy(message -> assertThat(message.text()).contains("slow"));

            slow.commit();
            assertThat(wire.take("qtakeoverm8", 1))
                    .singleElement()
                    .satisfies(message -> assertThat(message.text()).contains("slow"));
        }
    }

    @Test
    void a_database_behind_a_black_hole_is_found_again_and_nothing_is_sent_twice() {
        try (var proxy = FaultProxy.to(database.address().port());
                var application = application()
                        .database("127.0.0.1", proxy.port(), database.address().name())
                        .set("database.query-timeout", "3s")
                        .set("database.connect-timeout", "1s")
                        .startAndAwaitReady();
                var wire = Wire.to(broker)) {
            proxy.blackhole(true);
            insert("meanwhile");
            // The session's own limit is longer than the pool's; both must have noticed.
            soon().until(() -> application.get("/ready").body().contains("\"listening\":false"));
            proxy.blackhole(false);

            soon().until(() ->
                    database.count("SELECT count(*) FROM orchestratorm8.request WHERE state <> 'done'") == 0);
            assertThat(wire.take("qtakeoverm8", 1)).hasSize(1);
            soon().until(() -> ready(application));
            insert("afterwards");
            assertThat(wire.take("qtakeoverm8", 1))
                    .singleElement()
                    .satisfies(message -> assertThat(message.text()).contains("afterwards"));
        }
    }

    private TestApplication application() {
        return new TestApplication(home, database, broker).withTakeoverm8();
    }

    private boolean ready(TestApplication application) {
        var ready = application.get("/ready").body();
        return ready.contains("\"listening\":true") && ready.contains("\"leader\":true");
    }

    private List<String> listening() {
        return database.rows(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'orchestratorm8 listen'");
    }

    private void insert(String name) {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('" + name + ".example')");
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }
}
