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

@Timeout(120)
class FullClaimTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path home;

    /** One ring for two hundred domains, and no sweep: only a claim that was full says that there are more. */
    @Test
    void a_claim_that_was_full_is_followed_by_another_until_nothing_is_left() {
        try (var application = new TestApplication(home, database, broker)
                        .withTakeoverm8()
                        .set("dispatch.batch", "10")
                        .set("dispatch.sweep", "10m")
                        .startAndAwaitReady();
                var wire = Wire.to(broker)) {
            Books.insert(database, 200);

            await("both scanners' requests to be done")
                    .atMost(Duration.ofSeconds(60))
                    .until(() ->
                            database.count("SELECT count(*) FROM orchestratorm8.request WHERE state = 'done'") == 400);
            Books.close("claims of ten", database, wire).assertEachOnce(200);
            assertThat(application.get("/ready").statusCode()).isEqualTo(200);
        }
    }
}
