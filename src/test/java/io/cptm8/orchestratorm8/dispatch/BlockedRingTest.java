package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.RabbitNode;
import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that blocks publishers is left alone by ring starts too. */
@RealRabbitMq
@Timeout(120)
class BlockedRingTest {

    private static final String SHOP =
            "FROM orchestratorm8.request JOIN cptm8domain d ON d.id = domain_id" + " WHERE d.name = 'shop.example.com'";

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();
    private final RabbitNode node = TestBroker.shared().node();

    @TempDir
    private Path home;

    @AfterEach
    void lift() {
        node.setMemoryAlarm(false);
    }

    @Test
    void a_ring_is_not_claimed_for_while_the_broker_has_a_memory_alarm_and_is_started_when_it_lifts() {
        try (var application = new TestApplication(home, database, broker)
                        .withManyTokens()
                        .set("dispatch.sweep", "50ms")
                        .startAndAwaitReady();
                var wire = Wire.to(broker)) {
            insert("before");
            assertThat(wire.take("qasmm8", 1)).hasSize(1);
            node.setMemoryAlarm(true);
            // The broker tells who publishes: the first message finds out.
            insert("first");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> application.get("/ready").body().contains("the broker blocks publishers"));
            insert("shop");

            await("many sweeps")
                    .during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> database.ask("SELECT state || attempt " + SHOP), "waiting0"::equals);
            node.setMemoryAlarm(false);

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> database.ask("SELECT state || attempt " + SHOP), "done1"::equals);
        }
    }

    private void insert(String name) {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('" + name + ".example.com')");
    }
}
