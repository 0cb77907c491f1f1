package io.cptm8.orchestratorm8.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.FaultProxy;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ledger as the running application keeps it, from messages on the platform's exchange. */
@Timeout(120)
class LedgerRouteTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String OBSERVER = "orchestratorm8.observer";

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @AutoClose
    private final FaultProxy network = FaultProxy.to(database.address().port());

    @TempDir
    private Path home;

    private TestApplication application() {
        return new TestApplication(home, database, broker)
                .database("127.0.0.1", network.port(), database.address().name())
                .set("database.connect-timeout", "500ms");
    }

    /** As a scanner says it that has ended. */
    private static void handOver(Wire wire, String source, String next, String status, String time) {
        wire.publish("cptm8", "cptm8." + next + ".get.scan", """
                {"channel":"cptm8.%s.get.scan","payload":{"status":"%s","message":"%s's scan"},"timestamp":"%s","source":"%s"}""".formatted(next, status, source, time, source));
    }

    private List<String> hops() {
        return database.rows(
                "SELECT run, scanner, status, said FROM orchestratorm8.hop WHERE ended_at IS NOT NULL ORDER BY id");
    }

    @Test
    void a_start_and_what_scanners_hand_over_are_one_run() {
        try (var application = application().startAndAwaitReady();
                var wire = Wire.to(broker)) {
            database.execute("INSERT INTO cptm8domain (name) VALUES ('shop.example.com')");
            await().atMost(LIMIT)
                    .until(
                            () -> database.rows("SELECT scanner FROM orchestratorm8.ring_now"),
                            List.of("asmm8")::equals);
            var run = database.ask(
                    "SELECT id FROM orchestratorm8.run WHERE begun_by = 'orchestratorm8' AND message_id ~ '^asmm8:'");

            handOver(wire, "asmm8", "naabum8", "warning", "2026-11-29T15:00:00.1Z");
            handOver(wire, "asmm8", "naabum8", "warning", "2026-11-29T15:00:00.1Z");
            wire.publish("cptm8", "cptm8.katanam8.get.scan", "{\"source\":\"naabum8\",\"timestamp\":\"x\"}");

            await().atMost(LIMIT)
                    .until(
                            () -> database.rows("SELECT scanner FROM orchestratorm8.ring_now"),
                            List.of("katanam8")::equals);
            assertThat(hops()).containsExactly(run + "|asmm8|warning|asmm8's scan", run + "|naabum8|none|null");
            assertThat(application.get("/ready").statusCode()).isEqualTo(200);
        }
        try (var wire = Wire.to(broker)) {
            assertThat(wire.depth(OBSERVER)).isZero();
        }
    }

    @Test
    void what_is_handed_over_while_the_database_is_away_is_written_when_it_is_back() {
        try (var application = application().startAndAwaitReady();
                var wire = Wire.to(broker)) {
            network.refuse(true);
            network.cutAll();
            handOver(wire, "num8", "asmm8", "complete", "1");
            await().atMost(LIMIT).until(() -> application.metric("orchestratorm8_hand_overs_total") == 1);

            network.refuse(false);

            await().atMost(LIMIT).until(() -> !hops().isEmpty());
            assertThat(hops()).hasSize(1);
        }
    }

    @Test
    void what_could_not_be_written_before_the_end_is_written_by_the_next_start() {
        var application = application();
        try (var running = application.startAndAwaitReady();
                var wire = Wire.to(broker)) {
            network.refuse(true);
            network.cutAll();
            handOver(wire, "num8", "asmm8", "complete", "1");
            await().atMost(LIMIT).until(() -> running.metric("orchestratorm8_hand_overs_total") == 1);
        }
        assertThat(hops()).isEmpty();
        network.refuse(false);
        try (var again = application.startAndAwaitReady()) {
            await().atMost(LIMIT).until(() -> !hops().isEmpty());
            assertThat(again.metric("orchestratorm8_hand_overs_total")).isEqualTo(1);
        }
    }
}
