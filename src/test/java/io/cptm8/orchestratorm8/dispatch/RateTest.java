package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A scanner gets no more messages a second than its file says, and that is nobody else's matter. */
@Timeout(120)
class RateTest {

    private static final String TAKEOVERM8 = "routes/scanners/takeoverm8.yaml";
    private static final String PARAMETERS = "    parameters:\n";

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path home;

    @Test
    void a_scanner_is_sent_no_more_messages_a_second_than_its_rate() {
        try (var application = limited(new TestApplication(home, database, broker).withTakeoverm8(), 5)
                .startAndAwaitReady()) {
            var begun = System.nanoTime();
            Books.insert(database, 11);
            Books.awaitDone(database);

            // The sixth a second after the first, the eleventh a second after the sixth.
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
            assertThat(application.metric(
                            "orchestratorm8_receipts_total", "scanner=\"takeoverm8\"", "receipt=\"accepted\""))
                    .isEqualTo(11);
        }
    }

    @Test
    void a_ring_is_started_no_more_often_than_its_rate() {
        try (var application = new TestApplication(home, database, broker)
                        .withManyTokens()
                        .startAndAwaitReady();
                var wire = Wire.to(broker)) {
            var begun = System.nanoTime();
            for (var number = 1; number <= 3; number++) {
                database.execute("INSERT INTO cptm8domain (name) VALUES ('d" + number + ".example')");
                assertThat(wire.take("qasmm8", 1)).hasSize(1);
            }

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
            assertThat(application.metric("orchestratorm8_receipts_total", "scanner=\"asmm8\"", "receipt=\"accepted\""))
                    .isEqualTo(3);
        }
    }

    /** With one message a second and a lease this long, its first claim is settled after minutes. */
    @Test
    void what_waits_in_the_throttle_of_one_scanner_holds_up_no_other() {
        var application = new TestApplication(home, database, broker)
                .set("dispatch.lease", "1h")
                .set("shutdown.drain", "1s")
                .withTakeoverm8();
        limited(application, 1);
        application.write("routes/scanners/certm8.yaml", """
                # certm8 has no limit.
                - templatedRoute:
                    routeTemplateRef: per-domain
                    routeId: certm8
                    parameters:
                      - { name: exchange, value: cptm8 }
                      - { name: queue, value: qcertm8 }
                      - { name: binding, value: "cptm8.certm8.#" }
                      - { name: key, value: cptm8.certm8.post.scan }
                """);
        try (application) {
            application.startAndAwaitReady();
            Books.insert(database, 300);
            await("the throttle to be full")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> application.metric("message_publish_duration_seconds_count", "takeoverm8") > 1);
            database.execute("INSERT INTO cptm8domain (name) VALUES ('later.example')");

            await("the other")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> database.count(
                                    "SELECT count(*) FROM orchestratorm8.request WHERE scanner IN ('certm8', 'asmm8') AND state = 'done'")
                            == 602);
            assertThat(Books.accepted(database)).as("of the slow one").isZero();
        }
    }

    /** Of a hundred each, which take minutes. */
    @Test
    void while_one_claim_waits_for_its_turn_a_second_lane_has_another() {
        try (var application = limited(
                        new TestApplication(home, database, broker)
                                .withTakeoverm8()
                                .set("dispatch.lease", "1h")
                                .set("dispatch.batch", "100")
                                .set("shutdown.drain", "1s"),
                        1)
                .startAndAwaitReady()) {
            Books.insert(database, 300);

            await("two claims")
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> database.count(
                                    "SELECT count(*) FROM orchestratorm8.request WHERE scanner = 'takeoverm8' AND claim IS NOT NULL")
                            == 200);
            assertThat(application.get("/ready").statusCode()).isEqualTo(200);
        }
    }

    private static TestApplication limited(TestApplication application, int rate) {
        return application.edit(
                TAKEOVERM8, PARAMETERS, PARAMETERS + "      - { name: rate, value: \"" + rate + "\" }\n");
    }
}
