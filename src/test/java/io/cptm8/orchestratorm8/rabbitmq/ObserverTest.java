package io.cptm8.orchestratorm8.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.embedded.EmbeddedBroker;
import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The observer hears what scanners tell each other, and does not pass for a scanner's queue. */
@Timeout(120)
class ObserverTest {

    private final TestDatabase database = TestDatabase.fresh();

    @TempDir
    private Path home;

    @Test
    @RealRabbitMq
    void the_observer_hears_hand_overs_and_not_our_own_messages() {
        observes(TestBroker.shared().newVirtualHost());
    }

    @Test
    void so_it_does_on_the_embedded_broker() throws IOException {
        try (var broker = new EmbeddedBroker(EmbeddedBroker.CPTM8_QUEUES)) {
            var at = broker.address();
            observes(new BrokerAddress(at.host(), at.port(), at.virtualHost(), at.user(), at.password()));
        }
    }

    private void observes(BrokerAddress broker) {
        try (var application = new TestApplication(home, database, broker)
                        .withManyTokens()
                        .startAndAwaitReady();
                var wire = Wire.to(broker)) {
            wire.publish(
                    "cptm8", "cptm8.naabum8.get.scan", "{\"payload\":{\"status\":\"complete\"},\"source\":\"asmm8\"}");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(
                                    application.metric("orchestratorm8_hand_overs_total", "status=\"complete\""))
                            .isEqualTo(1));

            database.execute("INSERT INTO cptm8domain (name) VALUES ('shop.example.com')");
            assertThat(wire.take("qasmm8", 1)).hasSize(1);
            // What comes after our own has been heard, and ours has not.
            wire.publish(
                    "cptm8",
                    "cptm8.katanam8.get.scan",
                    "{\"payload\":{\"status\":\"warning\"},\"source\":\"naabum8\"}");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(
                                    application.metric("orchestratorm8_hand_overs_total", "status=\"warning\""))
                            .isEqualTo(1));
            assertThat(application.metric("orchestratorm8_hand_overs_total")).isEqualTo(2);
        }
    }
}
