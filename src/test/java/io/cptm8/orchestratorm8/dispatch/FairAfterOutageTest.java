package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.FaultProxy;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who has waited while the broker was away, and in what turn they are served when it is back. */
@Timeout(180)
class FairAfterOutageTest {

    private static final int MANY = 10_000;
    private static final int FEW = 100;
    private static final String FILE = "routes/scanners/takeoverm8.yaml";

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @AutoClose
    private final FaultProxy network = FaultProxy.to(broker.port());

    @TempDir
    private Path home;

    @Test
    void the_oldest_go_first_and_a_scanner_with_little_to_do_does_not_wait_for_one_with_much() throws IOException {
        var prepared = new TestApplication(home, database, broker.through(network.port())).withTakeoverm8();
        var certm8 = Files.readString(home.resolve(FILE))
                .replace("takeoverm8", "certm8")
                .replace("enabled, value: \"{{orchestratorm8.scanners.certm8.enabled}}\"", "enabled, value: true");
        try (var application =
                prepared.write("routes/scanners/certm8.yaml", certm8).startAndAwaitReady()) {
            network.refuse(true);
            network.cutAll();
            await().until(() -> application.get("/ready").statusCode() == 503);
            Books.insert(database, MANY);
            // The few are younger than any of the many.
            database.execute("DELETE FROM orchestratorm8.request WHERE scanner = 'certm8'");
            database.execute(
                    "INSERT INTO cptm8domain (name) SELECT 'late' || i || '.example' FROM generate_series(1, %d) i"
                            .formatted(FEW));

            network.refuse(false);

            await().atMost(Duration.ofSeconds(120))
                    .until(() ->
                            database.count("SELECT count(*) FROM orchestratorm8.request WHERE state <> 'done'") == 0);
            assertThat(database.count("SELECT count(*) FROM orchestratorm8.request WHERE scanner = 'certm8'"))
                    .isEqualTo(FEW);
            // In tenths: claims are batches, and some are under way beside each other.
            assertThat(database.ask("""
                    WITH turn AS (
                        SELECT scanner, accepted_at, ntile(10) OVER (PARTITION BY scanner ORDER BY requested_at, id) AS tenth
                        FROM orchestratorm8.request
                    )
                    SELECT (SELECT max(accepted_at) FROM turn WHERE scanner = 'takeoverm8' AND tenth = 1)
                            < (SELECT min(accepted_at) FROM turn WHERE scanner = 'takeoverm8' AND tenth = 10)
                        AND (SELECT max(accepted_at) FROM turn WHERE scanner = 'certm8')
                            < (SELECT min(accepted_at) FROM turn WHERE scanner = 'takeoverm8' AND tenth = 10)""")).isEqualTo("t");
        }
    }
}
