package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.Received;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A queue that is full means "come again" to a scanner that takes a domain each, and "done" to a ring. */
@Timeout(120)
class FullQueueTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path home;

    @Test
    @RealRabbitMq
    void messages_that_a_full_queue_refuses_come_again_until_each_is_accepted_once() {
        var application = new TestApplication(home, database, broker)
                .withTakeoverm8()
                .set("dispatch.sweep", "50ms")
                .set("dispatch.retry-maximum", "200ms");
        application.edit(
                "routes/scanners/takeoverm8.yaml",
                "      - { name: key,",
                "      - { name: queueArguments, value: \"x-max-length=20,x-overflow=reject-publish\" }\n      - { name: key,");
        try (application;
                var wire = Wire.to(broker)) {
            application.startAndAwaitReady();
            database.execute(
                    "INSERT INTO cptm8domain (name) SELECT 'd' || i || '.example' FROM generate_series(1, 100) i");
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(application.metric(
                                    "orchestratorm8_receipts_total",
                                    "scanner=\"takeoverm8\"",
                                    "receipt=\"already waiting\""))
                            .isPositive());
            assertThat(wire.depth("qtakeoverm8")).isLessThan(100);

            var taken = new ArrayList<Received>();
            await().atMost(Duration.ofSeconds(40)).until(() -> {
                taken.addAll(wire.drain("qtakeoverm8"));
                return taken.size() >= 100;
            });

            await().atMost(Duration.ofSeconds(10))
                    .until(() ->
                            database.count("SELECT count(*) FROM orchestratorm8.request WHERE state <> 'done'") == 0);
            taken.addAll(wire.drain("qtakeoverm8"));
            assertThat(taken.stream().map(Received::messageId)).hasSize(100).doesNotHaveDuplicates();
            assertThat(database.count("SELECT sum(repeats) FROM orchestratorm8.request"))
                    .isZero();
            assertThat(
                            database.count(
                                    "SELECT count(*) FROM orchestratorm8.request WHERE scanner = 'takeoverm8' AND receipt <> 'accepted'"))
                    .isZero();
        }
    }

    @Test
    void a_ring_start_that_finds_one_waiting_is_done_and_says_so() {
        try (var application = new TestApplication(home, database, broker).startAndAwaitReady();
                var wire = Wire.to(broker)) {
            wire.publish("cptm8", "cptm8.asmm8.get.scan", "from somebody else");
            wire.awaitDepth("qasmm8", 1);

            database.execute("INSERT INTO cptm8domain (name) VALUES ('shop.example.com')");

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> database.ask("SELECT state FROM orchestratorm8.request"), "done"::equals);
            assertThat(database.rows(
                            "SELECT receipt, attempt, accepted_at IS NULL, claim IS NULL FROM orchestratorm8.request"))
                    .containsExactly("already waiting|1|t|t");
            assertThat(wire.drain("qasmm8"))
                    .singleElement()
                    .satisfies(message -> assertThat(message.text()).isEqualTo("from somebody else"));
            assertThat(application.metric(
                            "orchestratorm8_receipts_total", "scanner=\"asmm8\"", "receipt=\"already waiting\""))
                    .isEqualTo(1);
        }
    }
}
