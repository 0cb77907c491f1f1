package io.cptm8.orchestratorm8.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.LogCapture;
import io.cptm8.orchestratorm8.testing.RabbitUser;
import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A queue that is not as a scanner's file says stops that scanner, says what to do, and stops nothing else. */
@RealRabbitMq
@Timeout(120)
class TopologyTroubleTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path home;

    @Test
    void a_queue_with_another_argument_stops_its_scanner_only_and_is_left_as_it_was() {
        try (var wire = Wire.to(broker)) {
            wire.queue("qnum8", Map.of("x-max-length", 2, "x-overflow", "reject-publish"));
        }

        try (var application = new TestApplication(home, database, broker).startAndAwaitReady();
                var wire = Wire.to(broker)) {
            var ready = application.get("/ready");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body())
                    .contains("\"num8\":{\"state\":\"stopped\"")
                    .contains(
                            "queue qnum8 exists with another argument",
                            "x-max-length is '2' there",
                            "the scanner's file says '1'")
                    .contains(
                            "Either write what the broker has into the scanner's file",
                            "rabbitmqctl delete_queue qnum8")
                    .contains("\"asmm8\":{\"state\":\"running\"}", "\"naabum8\":{\"state\":\"running\"}");
            assertThat(TestBroker.shared()
                            .node()
                            .ctl("--quiet", "--vhost", broker.virtualHost(), "list_queues", "name", "arguments"))
                    .containsPattern("qnum8\t.*\\{\"x-max-length\",2}");

            database.execute("INSERT INTO cptm8domain (name) VALUES ('shop.example.com')");
            assertThat(wire.take("qasmm8", 1)).hasSize(1);
        }
    }

    @Test
    void a_broker_that_refuses_our_own_queue_keeps_no_scanner_from_running() {
        try (var wire = Wire.to(broker)) {
            wire.queue("orchestratorm8.observer");
        }
        try (var application = new TestApplication(home, database, broker).startAndAwaitReady();
                var wire = Wire.to(broker)) {
            database.execute("INSERT INTO cptm8domain (name) VALUES ('shop.example.com')");

            assertThat(wire.take("qasmm8", 1)).hasSize(1);
        }
    }

    @Test
    void a_permission_that_is_missing_stops_its_scanner_with_the_cure() {
        var user = "half-" + broker.virtualHost();
        // Everything but num8's queue.
        RabbitUser.in(TestBroker.shared().node(), user, "a-password")
                .permit(broker.virtualHost(), "^(?!qnum8).*", ".*", ".*");
        var limited = new BrokerAddress(broker.host(), broker.port(), broker.virtualHost(), user, "a-password");

        try (var application = new TestApplication(home, database, limited).startAndAwaitReady();
                var wire = Wire.to(broker)) {
            assertThat(application.get("/ready").statusCode()).isEqualTo(200);
            assertThat(application.get("/ready").body())
                    .contains(
                            "\"num8\":{\"state\":\"stopped\"",
                            "does not allow qnum8 to be declared",
                            "configure, write and read permission")
                    .contains("\"asmm8\":{\"state\":\"running\"}");

            database.execute("INSERT INTO cptm8domain (name) VALUES ('shop.example.com')");
            assertThat(wire.take("qasmm8", 1)).hasSize(1);
        }
    }

    @Test
    void a_start_that_no_queue_takes_is_a_warning_with_exchange_and_key_and_is_sent_again() {
        var prepared = new TestApplication(home, database, broker);
        try (var log = LogCapture.of("io.cptm8.orchestratorm8");
                var application = prepared.startAndAwaitReady();
                var wire = Wire.to(broker)) {
            wire.unbind("qasmm8", "cptm8", "cptm8.asmm8.#");
            database.execute("INSERT INTO cptm8domain (name) VALUES ('shop.example.com')");

            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(log.messages())
                            .anyMatch(line -> line.startsWith("WARN asmm8: start unroutable for 1 domain")
                                    && line.contains("exchange cptm8 for key cptm8.asmm8.get.scan")));
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(application.get("/ready").body())
                            .contains("\"asmm8\":{\"state\":\"running\",\"detail\":\"unroutable: "));

            wire.bind("qasmm8", "cptm8", "cptm8.asmm8.#");

            assertThat(wire.take("qasmm8", 1)).hasSize(1);
        }
    }

    @Test
    void messages_for_a_queue_that_somebody_deletes_come_back_are_shown_and_go_when_it_is_there_again()
            throws Exception {
        try (var application = new TestApplication(home, database, broker)
                        .withTakeoverm8()
                        .set("dispatch.sweep", "50ms")
                        .startAndAwaitReady();
                var wire = Wire.to(broker)) {
            wire.channel().queueDelete("qtakeoverm8");
            database.execute(
                    "INSERT INTO cptm8domain (name) SELECT 'd' || i || '.example' FROM generate_series(1, 50) i");

            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(
                            () -> assertThat(application.get("/ready").body())
                                    .contains(
                                            "\"takeoverm8\":{\"state\":\"running\",\"detail\":\"unroutable: 312 NO_ROUTE: no queue is bound to exchange cptm8 for key cptm8.takeoverm8.post.scan"));
            assertThat(application.get("/ready").statusCode()).isEqualTo(200);
            // The first of them is shown at once, the others come one by one.
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(application.metric(
                                    "orchestratorm8_receipts_total",
                                    "scanner=\"takeoverm8\"",
                                    "receipt=\"unroutable\""))
                            .isGreaterThanOrEqualTo(50));
            assertThat(application.metric(
                            "orchestratorm8_receipts_total", "scanner=\"takeoverm8\"", "receipt=\"accepted\""))
                    .isZero();
            await("a third attempt")
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> database.count(
                                    "SELECT coalesce(min(attempt), 0) FROM orchestratorm8.request WHERE scanner = 'takeoverm8'")
                            >= 3);
            // 200 ms, 400 ms, 800 ms: seen as what the third attempt was given to wait.
            assertThat(database.count(
                            "SELECT count(*) FROM orchestratorm8.request WHERE scanner = 'takeoverm8' AND claim IS NULL"
                                    + " AND (attempt < 3 OR due_at - receipt_at < interval '790 ms')"))
                    .isZero();

            wire.queue("qtakeoverm8").bind("qtakeoverm8", "cptm8", "cptm8.takeoverm8.#");

            assertThat(wire.take("qtakeoverm8", 50)).hasSize(50);
            await().atMost(Duration.ofSeconds(10))
                    .until(() ->
                            database.count("SELECT count(*) FROM orchestratorm8.request WHERE state <> 'done'") == 0);
            assertThat(application.get("/ready").body()).contains("\"takeoverm8\":{\"state\":\"running\"}");
            assertThat(
                            database.count(
                                    "SELECT count(*) FROM orchestratorm8.request WHERE scanner = 'takeoverm8' AND first_error NOT LIKE '%no queue is bound%'"))
                    .isZero();
        }
    }
}
