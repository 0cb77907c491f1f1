package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.FaultProxy;
import io.cptm8.orchestratorm8.testing.FaultProxy.Direction;
import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who no longer holds a request has no say in it, whatever the broker told him. */
@RealRabbitMq
@Timeout(120)
class StaleClaimTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @AutoClose
    private final FaultProxy network = FaultProxy.to(broker.port());

    @TempDir
    private Path home;

    @Test
    void a_per_domain_claim_that_another_took_over_settles_nothing() {
        staleClaimSettlesNothing(
                "takeoverm8",
                application -> await("that it is counted")
                        .atMost(Duration.ofSeconds(20))
                        .until(() ->
                                application.metric("orchestratorm8_refused_settles_total", "scanner=\"takeoverm8\"")
                                        == 1));
    }

    @Test
    void a_ring_start_whose_claim_another_took_over_settles_nothing() {
        staleClaimSettlesNothing("asmm8", application -> {});
    }

    private void staleClaimSettlesNothing(String scanner, Consumer<TestApplication> check) {
        var other = UUID.randomUUID();
        try (var application = new TestApplication(home, database, broker.through(network.port()))
                .withTakeoverm8()
                .withManyTokens()
                // Within it the claim must become another's.
                .set("dispatch.confirm-timeout", "6s")
                .edit("routes/gauges.yaml", "0/15 * * * * ?", "* * * * * ?")
                .startAndAwaitReady()) {
            // Channels are opened with the first message.
            database.execute("INSERT INTO cptm8domain (name) VALUES ('first.example.com')");
            await().atMost(Duration.ofSeconds(10))
                    .until(() ->
                            database.count("SELECT count(*) FROM orchestratorm8.request WHERE state = 'done'") == 2);
            // The word does not come until the lease is another's.
            network.blackhole(Direction.TO_CLIENT, true);
            database.execute("INSERT INTO cptm8domain (name) VALUES ('shop.example.com')");
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> application.metric("orchestratorm8_unconfirmed", "scanner=\"" + scanner + "\"") == 1);
            assertThat(application.metric("orchestratorm8_claims")).isBetween(1.0, 2.0);
            assertThat(application.get("/ready").body()).containsPattern("\"claims\":[12],");
            database.execute(
                    "UPDATE orchestratorm8.request SET claim = '%s', leased_until = clock_timestamp() + interval '1 hour' WHERE state = 'waiting'"
                            .formatted(other));

            await("the receipt")
                    .atMost(Duration.ofSeconds(40))
                    .untilAsserted(() -> assertThat(application.metric(
                                    "orchestratorm8_receipts_total",
                                    "scanner=\"" + scanner + "\"",
                                    "receipt=\"unknown\""))
                            .isEqualTo(1));
            network.blackhole(Direction.TO_CLIENT, false);
            check.accept(application);
            await("the other's lease in the gauges")
                    .atMost(Duration.ofSeconds(20))
                    .until(() ->
                            application.metric("orchestratorm8_requests_leased", "scanner=\"" + scanner + "\"") == 1);
            // The end waits for every settlement that is under way.
        }

        assertThat(database.rows(
                        "SELECT claim, state, receipt, attempt FROM orchestratorm8.request WHERE state = 'waiting' AND scanner = '"
                                + scanner + "'"))
                .containsExactly(other + "|waiting|null|1");
    }
}
