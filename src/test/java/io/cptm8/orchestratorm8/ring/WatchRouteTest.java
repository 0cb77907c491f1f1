package io.cptm8.orchestratorm8.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The watch as the running application keeps it: a token that is lost is found, and its scanner started again. */
@Timeout(180)
class WatchRouteTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path home;

    private TestApplication application() {
        return new TestApplication(home, database, broker)
                .set("ring.late-floor", "1s")
                .set("ring.late-ceiling", "1s")
                .set("ring.restarts", "1")
                .edit("routes/watch.yaml", "0/5 * * * * ?", "* * * * * ?");
    }

    /** As a scanner says it that has ended. */
    private static void handOver(Wire wire, String source, String next) {
        wire.publish("cptm8", "cptm8." + next + ".get.scan", """
                {"payload":{"status":"complete"},"timestamp":"%d","source":"%s"}""".formatted(System.nanoTime(), source));
    }

    private static double events(TestApplication application, String scanner, String event) {
        return application.metric(
                "orchestratorm8_hop_events_total", "scanner=\"" + scanner + "\"", "event=\"" + event + "\"");
    }

    private List<String> now() {
        return database.rows("SELECT scanner, state, restarts FROM orchestratorm8.ring_now");
    }

    @Test
    void a_scanner_that_swallows_its_start_is_started_once_more_and_the_run_goes_on() {
        try (var application = application().startAndAwaitReady();
                var wire = Wire.to(broker)) {
            handOver(wire, "asmm8", "naabum8");
            assertThat(wire.take("qnaabum8", 1)).hasSize(1);

            var again = wire.take("qnaabum8", 1);

            assertThat(again.get(0).text())
                    .contains("\"channel\":\"cptm8.naabum8.get.scan\"", "\"source\":\"orchestratorm8\"");
            assertThat(again.get(0).messageId()).matches("run:\\d+:naabum8:1");
            handOver(wire, "naabum8", "katanam8");
            await().atMost(LIMIT).until(() -> events(application, "naabum8", "recovered") == 1);
            assertThat(events(application, "naabum8", "late")).isEqualTo(1);
            assertThat(events(application, "naabum8", "stuck")).isZero();
            assertThat(events(application, "naabum8", "restart")).isEqualTo(1);
            assertThat(database.rows(
                            "SELECT scanner, status, restarts FROM orchestratorm8.hop WHERE scanner = 'naabum8'"))
                    .containsExactly("naabum8|complete|1");
        }
    }

    @Test
    void one_that_is_held_is_started_again_only_when_it_is_resumed() {
        try (var application = application().startAndAwaitReady();
                var wire = Wire.to(broker)) {
            database.ask("SELECT orchestratorm8.hold_scanner('naabum8', 'maintenance', 'ann', 'sql', NULL)");
            handOver(wire, "asmm8", "naabum8");
            assertThat(wire.take("qnaabum8", 1)).hasSize(1);
            await().atMost(LIMIT).until(this::now, List.of("naabum8|stuck|0")::equals);
            var judged = judged(application);
            await("two looks more").atMost(LIMIT).until(() -> judged(application) >= judged + 2);
            assertThat(now()).containsExactly("naabum8|stuck|0");
            assertThat(database.ask("SELECT why FROM orchestratorm8.ring_now"))
                    .endsWith("; it is held, and not started again meanwhile");

            database.ask("SELECT orchestratorm8.resume_scanner('naabum8', 'ann', 'sql')");

            assertThat(wire.take("qnaabum8", 1)).hasSize(1);
            assertThat(events(application, "naabum8", "restart")).isEqualTo(1);
        }
    }

    private static double judged(TestApplication application) {
        return application.metric("database_query_duration_seconds_count", "query_type=\"judge\"");
    }

    @Test
    void one_that_never_hands_over_is_given_up_after_that() {
        try (var application = application().startAndAwaitReady();
                var wire = Wire.to(broker)) {
            handOver(wire, "asmm8", "naabum8");
            assertThat(wire.take("qnaabum8", 2)).hasSize(2);

            await().atMost(LIMIT).until(() -> events(application, "naabum8", "given up") == 1);

            assertThat(now()).isEmpty();
            assertThat(database.ask("SELECT outcome FROM orchestratorm8.run")).isEqualTo("given up");
            assertThat(wire.depth("qnaabum8")).isZero();
        }
    }

    @Test
    void of_two_tokens_that_meet_one_is_left_and_one_that_no_queue_keeps_is_none() throws IOException {
        try (var application = application().set("ring.late-ceiling", "1h").startAndAwaitReady();
                var wire = Wire.to(broker)) {
            wire.channel().basicQos(1);
            wire.channel().basicConsume("qnaabum8", false, (tag, delivery) -> {}, tag -> {});
            handOver(wire, "asmm8", "naabum8");
            await().atMost(LIMIT).until(() -> now().size() == 1);
            wire.awaitDepth("qnaabum8", 0);

            handOver(wire, "asmm8", "naabum8");

            await().atMost(LIMIT).until(() -> events(application, "naabum8", "merge") == 1);
            wire.awaitDepth("qnaabum8", 0);
            assertThat(now()).containsExactly("naabum8|null|0");
            assertThat(database.rows("SELECT id, outcome FROM orchestratorm8.run ORDER BY id"))
                    .containsExactly("1|null", "2|merged");

            // A start that no queue keeps, as the third at one scanner: it is heard of, and is nowhere.
            wire.unbind("qnaabum8", "cptm8", "cptm8.naabum8.#");
            handOver(wire, "asmm8", "naabum8");

            await().atMost(LIMIT).until(() -> events(application, "naabum8", "merged") == 1);
            assertThat(now()).containsExactly("naabum8|null|0");
        }
    }

    @Test
    void one_whose_start_nobody_takes_is_named_and_gets_no_second() {
        try (var application = application().startAndAwaitReady();
                var wire = Wire.to(broker)) {
            handOver(wire, "asmm8", "naabum8");

            await().atMost(LIMIT).until(this::now, List.of("naabum8|stuck|0")::equals);

            await("some looks more")
                    .during(Duration.ofSeconds(3))
                    .atMost(LIMIT)
                    .until(() -> now().equals(List.of("naabum8|stuck|0")));
            assertThat(database.ask("SELECT why FROM orchestratorm8.ring_now"))
                    .isEqualTo(
                            "its start waits in qnaabum8 and nobody consumes that: naabum8 does not run, or has lost its channel");
            assertThat(events(application, "naabum8", "restart")).isZero();
            assertThat(wire.depth("qnaabum8")).isEqualTo(1);
        }
    }
}
