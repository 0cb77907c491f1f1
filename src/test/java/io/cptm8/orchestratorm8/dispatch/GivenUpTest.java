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

/** A request whose message cannot be sent, for a reason of its own, is tried some times and then parked; the rest flow. */
@Timeout(120)
class GivenUpTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** With a long name the routing key is longer than AMQP allows. */
    private static final String SCANNER = """
            - templatedRoute:
                routeTemplateRef: per-domain
                routeId: pathm8
                parameters:
                  - { name: exchange, value: cptm8 }
                  - { name: queue, value: qpathm8 }
                  - { name: binding, value: "cptm8.pathm8.#" }
                  - { name: key, value: "cptm8.pathm8.get.${body[name]}/${body[name]}" }
            """;

    private static final String LONG = "('a' || repeat('.' || repeat('b', 9), 15) || '.example.com')";
    private static final String PARKED =
            "SELECT count(*) FROM orchestratorm8.parked WHERE scanner = 'pathm8' AND attempt = 3 AND first_error = last_error AND last_error LIKE '%routing key has 3% bytes, and AMQP allows 255%'";

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path home;

    private TestApplication application() {
        return new TestApplication(home, database, broker)
                .write("routes/scanners/pathm8.yaml", SCANNER)
                .set("dispatch.attempts", "3")
                .set("dispatch.retry-delay", "10ms");
    }

    @Test
    void after_its_attempts_it_is_parked_with_its_first_and_last_error_and_the_rest_are_delivered_once() {
        try (var application = application().startAndAwaitReady();
                var wire = Wire.to(broker)) {
            database.execute(
                    "INSERT INTO cptm8domain (name) SELECT 'good' || i || '.example.com' FROM generate_series(1, 50) i"
                            + " UNION ALL SELECT " + LONG);

            await().atMost(LIMIT).until(() -> database.count(PARKED) == 1);
            awaitNothingWaits();
            assertThat(wire.drain("qpathm8")).hasSize(50).doesNotHaveDuplicates();
            assertThat(application.metric(
                            "orchestratorm8_receipts_total", "scanner=\"pathm8\"", "receipt=\"not sent\""))
                    .isEqualTo(3);
        }
    }

    @Test
    void a_retry_is_a_new_wish_with_all_its_attempts() {
        try (var application = application().startAndAwaitReady();
                var wire = Wire.to(broker)) {
            database.execute("INSERT INTO cptm8domain (name) SELECT " + LONG);
            await().atMost(LIMIT).until(() -> database.count(PARKED) == 1);

            database.execute(
                    "SELECT orchestratorm8.retry_parked(array_agg(request)) FROM orchestratorm8.parked WHERE scanner = 'pathm8'");

            await().atMost(LIMIT)
                    .until(() -> application.metric(
                                    "orchestratorm8_receipts_total", "scanner=\"pathm8\"", "receipt=\"not sent\"")
                            == 6);
            await().atMost(LIMIT).until(() -> database.count(PARKED) == 1);
            assertThat(database.ask("SELECT generation FROM orchestratorm8.request WHERE scanner = 'pathm8'"))
                    .isEqualTo("2");
            assertThat(wire.drain("qpathm8")).isEmpty();
        }
    }

    @Test
    void when_parking_itself_fails_nothing_is_lost_and_nothing_is_repeated() {
        try (var application = application()
                        .set("dispatch.lease", "5s")
                        .set("dispatch.confirm-timeout", "2s")
                        .startAndAwaitReady();
                var wire = Wire.to(broker)) {
            database.execute("""
                    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no parking''; END';
                    CREATE TRIGGER refuse BEFORE UPDATE ON orchestratorm8.request FOR EACH ROW
                        WHEN (NEW.state = 'parked') EXECUTE FUNCTION refuse()""");
            database.execute(
                    "INSERT INTO cptm8domain (name) SELECT 'good' || i || '.example.com' FROM generate_series(1, 50) i"
                            + " UNION ALL SELECT " + LONG);
            await().atMost(LIMIT)
                    .until(() -> application.metric(
                                    "orchestratorm8_receipts_total", "scanner=\"pathm8\"", "receipt=\"not sent\"")
                            >= 3);

            database.execute("DROP TRIGGER refuse ON orchestratorm8.request");

            await().atMost(LIMIT)
                    .until(() -> database.count(
                                    "SELECT count(*) FROM orchestratorm8.parked WHERE scanner = 'pathm8' AND last_error LIKE '%AMQP allows 255%'")
                            == 1);
            awaitNothingWaits();
            assertThat(wire.drain("qpathm8")).hasSize(50).doesNotHaveDuplicates();
        }
    }

    private void awaitNothingWaits() {
        await().atMost(LIMIT)
                .until(() -> database.count(
                                "SELECT count(*) FROM orchestratorm8.request WHERE scanner = 'pathm8' AND state = 'waiting'")
                        == 0);
    }
}
