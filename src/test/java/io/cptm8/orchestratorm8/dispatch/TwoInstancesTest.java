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

/** Two instances on one database and one broker share the work and start a ring once. */
@Timeout(180)
class TwoInstancesTest {

    private static final String ACCEPTED = "receipt=\"accepted\"";

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path first;

    @TempDir
    private Path second;

    @Test
    void both_send_some_of_ten_thousand_each_message_once_and_only_the_leader_starts_the_ring() {
        try (var one = leading(application(first).startAndAwaitReady());
                var other = application(second).startAndAwaitReady();
                var wire = Wire.to(broker)) {
            Books.insert(database, 10_000);
            Books.awaitDone(database);
            await().atMost(Duration.ofSeconds(10))
                    .until(() ->
                            database.count("SELECT count(*) FROM orchestratorm8.request WHERE state <> 'done'") == 0);

            Books.close("two instances", database, wire).assertEachOnce(10_000);
            var byOne = one.metric("orchestratorm8_receipts_total", "scanner=\"takeoverm8\"", ACCEPTED);
            var byOther = other.metric("orchestratorm8_receipts_total", "scanner=\"takeoverm8\"", ACCEPTED);
            System.out.printf("shared as %.0f and %.0f%n", byOne, byOther);
            assertThat(byOne).isPositive();
            assertThat(byOther).isPositive();
            assertThat(byOne + byOther).isEqualTo(10_000);

            assertThat(wire.drain("qasmm8")).hasSize(1);
            assertThat(one.get("/ready").body()).contains("\"leader\":true");
            assertThat(other.get("/ready").body()).contains("\"leader\":false");
            assertThat(one.metric("orchestratorm8_receipts_total", "scanner=\"asmm8\""))
                    .isEqualTo(1);
            assertThat(other.metric("orchestratorm8_receipts_total", "scanner=\"asmm8\""))
                    .isZero();
        }
    }

    @Test
    void a_follower_starts_the_ring_when_the_leader_is_gone() {
        var leader = leading(application(first).startAndAwaitReady());
        try (var follower = application(second).startAndAwaitReady();
                var wire = Wire.to(broker)) {
            assertThat(follower.get("/ready").body()).contains("\"leader\":false");
            leader.close();
            database.execute("INSERT INTO cptm8domain (name) VALUES ('shop.example.com')");

            assertThat(wire.take("qasmm8", 1)).hasSize(1);
            assertThat(follower.get("/ready").body()).contains("\"leader\":true");
        }
    }

    @Test
    void a_follower_leads_when_the_leader_is_killed() {
        var killed = application(first);
        try (var leader = killed.launch().awaitReady()) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> killed.get("/ready").body().contains("\"leader\":true"));
            try (var follower = application(second).startAndAwaitReady()) {
                assertThat(follower.metric("orchestratorm8_leader")).isZero();

                leader.kill();
                var killedAt = System.nanoTime();

                await().atMost(Duration.ofSeconds(20)).until(() -> follower.metric("orchestratorm8_leader") == 1);
                System.out.printf("led %d ms after the kill%n", (System.nanoTime() - killedAt) / 1_000_000);
            }
        }
    }

    /** Small claims, so that ten thousand are many of them. */
    private TestApplication application(Path home) {
        return new TestApplication(home, database, broker)
                .withTakeoverm8()
                .set("dispatch.batch", "100")
                // A machine that stands still for a moment between two claims does not make two starts of one.
                .edit(
                        "routes/scanners/asmm8.yaml",
                        "    parameters:\n",
                        "    parameters:\n      - { name: hold, value: 6s }\n");
    }

    /** Ready is said without having the lead; whoever starts next could get it. */
    private static TestApplication leading(TestApplication application) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> application.get("/ready").body().contains("\"leader\":true"));
        return application;
    }
}
