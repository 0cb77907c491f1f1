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

/** A name that is not certainly a domain's is never sent; it waits where a person can see it. */
@Timeout(120)
class ParkedTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path home;

    @Test
    void bad_names_are_parked_with_a_reason_while_the_rest_flow() {
        try (var application = new TestApplication(home, database, broker)
                        .withTakeoverm8()
                        .startAndAwaitReady();
                var wire = Wire.to(broker)) {
            database.execute(
                    "INSERT INTO cptm8domain (name) SELECT 'good' || i || '.example.com' FROM generate_series(1, 50) i"
                            + " UNION ALL SELECT * FROM (VALUES ('-rf.example.com'), ('127.0.0.1'), ('localhost'), ('a b.example.com'), ('\u0430pple.com')) bad");

            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            database.count("SELECT count(*) FROM orchestratorm8.request WHERE state = 'waiting'") == 0);
            assertThat(wire.drain("qtakeoverm8"))
                    .hasSize(50)
                    .allSatisfy(message -> assertThat(message.text()).contains("\"name\":\"good"));
            assertThat(wire.drain("qasmm8")).hasSize(1);
            assertThat(
                            database.rows(
                                    "SELECT d.name, p.last_error FROM orchestratorm8.parked p JOIN cptm8domain d ON d.id = p.domain_id WHERE p.scanner = 'takeoverm8' ORDER BY d.name COLLATE \"C\""))
                    .hasSize(5)
                    .satisfiesExactlyInAnyOrder(
                            row -> assertThat(row)
                                    .startsWith("-rf.example.com|")
                                    .contains("hyphen"),
                            row -> assertThat(row).startsWith("127.0.0.1|").containsIgnoringCase("address"),
                            row -> assertThat(row).startsWith("localhost|").hasSizeGreaterThan(15),
                            row -> assertThat(row)
                                    .startsWith("a b.example.com|")
                                    .hasSizeGreaterThan(20),
                            row -> assertThat(row).startsWith("\u0430pple.com|").hasSizeGreaterThan(15));
            assertThat(database.count(
                            "SELECT count(*) FROM orchestratorm8.parked WHERE first_error IS NULL OR attempt <> 1"))
                    .isZero();
            assertThat(application.metric(
                            "orchestratorm8_receipts_total", "scanner=\"takeoverm8\"", "receipt=\"parked\""))
                    .isEqualTo(5);
        }
    }

    @Test
    void a_parked_domain_that_is_renamed_is_asked_for_again() {
        try (var application = new TestApplication(home, database, broker)
                        .withTakeoverm8()
                        .startAndAwaitReady();
                var wire = Wire.to(broker)) {
            database.execute("INSERT INTO cptm8domain (name) VALUES ('localhost')");
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> database.count("SELECT count(*) FROM orchestratorm8.parked") == 2);

            database.execute("UPDATE cptm8domain SET name = 'shop.example.com'");

            assertThat(wire.take("qtakeoverm8", 1))
                    .singleElement()
                    .satisfies(message -> assertThat(message.text()).contains("shop.example.com"));
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> database.count("SELECT count(*) FROM orchestratorm8.parked") == 0);
            assertThat(application.get("/ready").statusCode()).isEqualTo(200);
        }
    }
}
