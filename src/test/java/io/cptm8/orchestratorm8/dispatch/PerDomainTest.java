package io.cptm8.orchestratorm8.dispatch;

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
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerDomainTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path home;

    @Test
    void ten_thousand_domains_in_one_insert_are_ten_thousand_messages_each_once_and_one_ring_start() {
        try (var application = new TestApplication(home, database, broker)
                        .withTakeoverm8()
                        .startAndAwaitReady();
                var wire = Wire.to(broker)) {
            database.execute(
                    "INSERT INTO cptm8domain (name) SELECT 'd' || i || '.example' FROM generate_series(1, 10000) i");

            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            database.count("SELECT count(*) FROM orchestratorm8.request WHERE state <> 'done'") == 0);
            var messages = wire.drain("qtakeoverm8");
            assertThat(messages).hasSize(10_000);
            var expected = database.rows(
                    "SELECT 'takeoverm8:' || id || ':' || generation FROM orchestratorm8.request WHERE scanner = 'takeoverm8'");
            assertThat(messages.stream().map(Received::messageId).collect(Collectors.toSet()))
                    .hasSize(10_000)
                    .containsAll(expected);
            assertThat(wire.drain("qasmm8")).hasSize(1);
        }
    }
}
