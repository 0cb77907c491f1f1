package io.cptm8.orchestratorm8.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.Received;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scheduled re-scans, with two instances on one database and one broker. */
class ScheduleTest {

    /** More than two pages. */
    private static final int DOMAINS = 12_000;

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path homes;

    @Test
    void each_fire_is_one_message_for_each_enabled_domain_however_many_instances_run() {
        database.execute(
                "INSERT INTO cptm8domain (name, enabled) SELECT 'd' || i || '.example', i % 4 <> 0 FROM generate_series(1, "
                        + DOMAINS + ") i");
        var enabled = DOMAINS * 3 / 4;
        try (var one = application("one").startAndAwaitReady();
                var two = application("two").startAndAwaitReady();
                var wire = Wire.to(broker)) {
            awaitGeneration(1, enabled);
            assertThat(wire.drain("qtakeoverm8")).as("first start").hasSize(enabled);
            assertThat(wire.drain("qasmm8")).as("first start").isNotEmpty();

            for (var fire = 2; fire <= 3; fire++) {
                database.execute(
                        "UPDATE orchestratorm8.scanner SET next_rescan_at = '2020-01-01T00:00:00Z' WHERE name = 'takeoverm8'");
                awaitGeneration(fire, enabled);
                assertThat(wire.drain("qtakeoverm8"))
                        .hasSize(enabled)
                        .extracting(Received::messageId)
                        .doesNotHaveDuplicates();
            }
            assertThat(database.ask(
                            "SELECT next_rescan_at > now() FROM orchestratorm8.scanner WHERE name = 'takeoverm8'"))
                    .isEqualTo("t");
            assertThat(wire.drain("qasmm8"))
                    .as("a schedule of one scanner is none of another")
                    .isEmpty();
        }
    }

    @Test
    void a_fire_time_that_nobody_was_there_for_is_made_up_for_once_at_the_next_start() {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('a.example')");
        try (var application = application("one").startAndAwaitReady()) {
            awaitGeneration(1, 1);
        }
        database.execute(
                "UPDATE orchestratorm8.scanner SET next_rescan_at = '2020-01-01T00:00:00Z' WHERE name = 'takeoverm8'");
        try (var application = application("two").startAndAwaitReady();
                var wire = Wire.to(broker)) {
            awaitGeneration(2, 1);
            assertThat(wire.drain("qtakeoverm8")).hasSize(2);
        }
    }

    /** A schedule that does not fire by itself while a test runs. */
    private TestApplication application(String name) {
        return new TestApplication(homes.resolve(name), database, broker)
                .withTakeoverm8()
                .edit(
                        "routes/scanners/takeoverm8.yaml",
                        "    parameters:\n",
                        "    parameters:\n      - { name: cron, value: \"0 0 0 1 1 ? 2099\" }\n");
    }

    private void awaitGeneration(int generation, int requests) {
        var expected = List.of(generation + "|" + requests);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> database.rows(
                                        "SELECT generation, count(*) FROM orchestratorm8.request WHERE scanner = 'takeoverm8' GROUP BY 1")
                                .equals(expected)
                        && TestApplication.isIdle(database));
    }
}
