package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Changes that come while a token is on its way start no second one: the next round covers them, and says so. */
@Timeout(120)
class OneTokenTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path home;

    private TestApplication application() {
        return everySecond().set("ring.clock-skew", "0").startAndAwaitReady();
    }

    /** The watch looks so often. */
    private TestApplication everySecond() {
        return new TestApplication(home, database, broker).edit("routes/watch.yaml", "0/5 * * * * ?", "* * * * * ?");
    }

    private static void handOver(Wire wire, String source, String next, String time) {
        wire.publish("cptm8", "cptm8." + next + ".get.scan", """
                {"payload":{"status":"complete"},"timestamp":"%s","source":"%s"}""".formatted(time, source));
    }

    private static void handOver(Wire wire, String source, String next) {
        handOver(wire, source, next, Instant.now().toString());
    }

    private void insert(String name) {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('" + name + ".example.com')");
    }

    /** Its state and the last word on it. */
    private String request(String name) {
        return database.ask(
                "SELECT r.state || ' ' || r.receipt FROM orchestratorm8.request r JOIN cptm8domain d ON d.id = r.domain_id WHERE r.scanner = 'asmm8' AND d.name = '"
                        + name + ".example.com'");
    }

    private void awaitRequest(String name, String expected) {
        await(name).atMost(LIMIT).until(() -> request(name), expected::equals);
    }

    private List<String> now() {
        return database.rows("SELECT scanner FROM orchestratorm8.ring_now ORDER BY run");
    }

    @Test
    void a_change_while_another_scanner_is_at_work_waits_and_is_covered_by_the_next_round() {
        try (var application = application();
                var wire = Wire.to(broker)) {
            insert("first");
            awaitRequest("first", "done accepted");
            assertThat(wire.take("qasmm8", 1)).hasSize(1);
            handOver(wire, "asmm8", "naabum8");
            await().atMost(LIMIT).until(this::now, List.of("naabum8")::equals);

            insert("second");
            awaitRequest("second", "waiting ring busy");
            assertThat(database.ask("SELECT last_error FROM orchestratorm8.request WHERE due_at = 'infinity'"))
                    .isEqualTo("run 1 is at naabum8");
            assertThat(wire.depth("qasmm8")).isZero();
            handOver(wire, "naabum8", "katanam8");
            handOver(wire, "katanam8", "num8");
            handOver(wire, "num8", "asmm8");

            awaitRequest("second", "done covered");
            assertThat(wire.take("qasmm8", 1)).hasSize(1);
            assertThat(wire.depth("qasmm8")).isZero();
            assertThat(now()).containsExactly("asmm8");
            assertThat(application.get("/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void one_that_comes_before_the_first_scanner_takes_its_start_is_covered_by_that_and_one_after_it_is_not() {
        try (var application = application();
                var wire = Wire.to(broker)) {
            insert("first");
            awaitRequest("first", "done accepted");
            insert("second");
            awaitRequest("second", "done already waiting");
            assertThat(wire.take("qasmm8", 1)).hasSize(1);
            insert("third");
            awaitRequest("third", "waiting ring busy");

            // A round that began before it was seen does not cover it, whatever is heard later.
            handOver(wire, "asmm8", "naabum8");
            handOver(wire, "naabum8", "katanam8");
            handOver(wire, "katanam8", "num8");
            handOver(wire, "num8", "asmm8", Instant.now().minusSeconds(60).toString());
            await().atMost(LIMIT).until(() -> database.ask("SELECT max(covered_at) FROM orchestratorm8.run") != null);
            assertThat(request("third")).isEqualTo("waiting ring busy");
            assertThat(application.get("/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_round_whose_beginning_has_no_time_covers_nothing() {
        try (var application = application();
                var wire = Wire.to(broker)) {
            insert("first");
            awaitRequest("first", "done accepted");
            wire.take("qasmm8", 1);
            insert("second");
            awaitRequest("second", "waiting ring busy");
            handOver(wire, "num8", "asmm8", "infinity");
            await().atMost(LIMIT).until(() -> now().size() == 2);

            await("two looks of the watch")
                    .during(Duration.ofSeconds(3))
                    .atMost(LIMIT)
                    .until(() -> request("second").equals("waiting ring busy"));
            assertThat(application.get("/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void when_the_run_is_given_up_what_waited_for_it_starts_the_ring() {
        try (var application = application();
                var wire = Wire.to(broker)) {
            insert("first");
            awaitRequest("first", "done accepted");
            wire.take("qasmm8", 1);
            insert("second");
            awaitRequest("second", "waiting ring busy");

            database.execute("UPDATE orchestratorm8.hop SET ended_at = now(), status = 'given up'");
            database.ask("SELECT orchestratorm8.end_run(1)");

            awaitRequest("second", "done accepted");
            assertThat(wire.take("qasmm8", 1)).hasSize(1);
            assertThat(application.get("/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_token_that_nobody_has_heard_of_is_seen_in_its_queue() {
        try (var application = application();
                var wire = Wire.to(broker)) {
            wire.publish("", "qkatanam8", "");
            wire.awaitDepth("qkatanam8", 1);

            insert("first");

            awaitRequest("first", "waiting ring busy");
            assertThat(now()).containsExactly("katanam8");
            assertThat(wire.depth("qasmm8")).isZero();
            assertThat(application.get("/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_ring_that_hands_over_to_us_rests_and_goes_on_while_a_domain_is_enabled() {
        var resting = everySecond()
                .edit(
                        "routes/scanners/num8.yaml",
                        "value: asmm8 }",
                        "value: asmm8 }\n      - { name: rest, value: 1s }");
        try (var application = resting.startAndAwaitReady();
                var wire = Wire.to(broker)) {
            insert("first");
            assertThat(wire.take("qasmm8", 1)).hasSize(1);
            roundToUs(wire);
            await().atMost(LIMIT).until(this::rest, "asmm8"::equals);
            assertThat(wire.take("qasmm8", 1)).as("the next round").hasSize(1);

            database.execute("UPDATE cptm8domain SET enabled = false");
            await().atMost(LIMIT).until(this::now, List.of("asmm8")::equals);
            roundToUs(wire);
            await().atMost(LIMIT).until(this::rest, "asmm8"::equals);
            await("the round came and found no domain").atMost(LIMIT).until(() -> rest() == null);
            await("it was walked")
                    .atMost(LIMIT)
                    .until(() -> database.ask("SELECT walk_reason FROM orchestratorm8.scanner WHERE name = 'asmm8'")
                            == null);
            assertThat(wire.depth("qasmm8")).isZero();
            assertThat(now()).isEmpty();
            assertThat(application.get("/ready").statusCode()).isEqualTo(200);
        }
    }

    private static void roundToUs(Wire wire) {
        handOver(wire, "asmm8", "naabum8");
        wire.take("qnaabum8", 1);
        handOver(wire, "naabum8", "katanam8");
        wire.take("qkatanam8", 1);
        handOver(wire, "katanam8", "num8");
        wire.take("qnum8", 1);
        handOver(wire, "num8", "orchestratorm8");
    }

    /** The ring that rests. */
    private String rest() {
        return database.ask("SELECT name FROM orchestratorm8.scanner WHERE round_at IS NOT NULL");
    }

    @Test
    @RealRabbitMq
    void of_two_tokens_that_do_not_meet_the_later_one_is_taken_before_the_next_scanner_has_it() throws IOException {
        try (var application = application();
                var wire = Wire.to(broker)) {
            insert("first");
            awaitRequest("first", "done accepted");
            wire.take("qasmm8", 1);
            handOver(wire, "asmm8", "naabum8");
            wire.take("qnaabum8", 1);
            handOver(wire, "stranger", "num8");
            wire.take("qnum8", 1);
            await().atMost(LIMIT).until(this::now, List.of("naabum8", "num8")::equals);
            var scanner = new LinkedBlockingQueue<String>();
            wire.channel()
                    .basicConsume(
                            "qasmm8",
                            true,
                            (tag, message) -> scanner.add(new String(message.getBody(), StandardCharsets.UTF_8)),
                            tag -> {});

            awaitConsumers(wire, 2);
            handOver(wire, "stranger", "asmm8");
            await("what another sends goes on to the scanner").atMost(LIMIT).until(() -> scanner.size() == 1);
            // It is one more token, and later than both: num8's is the later one again when it is gone.
            database.execute(
                    "UPDATE orchestratorm8.hop SET ended_at = now(), status = 'merged' WHERE scanner = 'asmm8' AND ended_at IS NULL");
            awaitConsumers(wire, 2);
            handOver(wire, "num8", "asmm8");

            await().atMost(LIMIT).until(this::now, List.of("naabum8")::equals);
            assertThat(scanner).as("what the scanner has had").hasSize(1);
            assertThat(wire.depth("qasmm8")).isZero();
            assertThat(database.ask("SELECT outcome FROM orchestratorm8.run ORDER BY id DESC LIMIT 1"))
                    .isEqualTo("merged");
            awaitConsumers(wire, 1);
            assertThat(application.metric("orchestratorm8_hop_events_total", "event=\"merge\""))
                    .isEqualTo(1);
        }
    }

    private static void awaitConsumers(Wire wire, int count) {
        await(count + " consumers of qasmm8")
                .atMost(LIMIT)
                .until(() -> wire.channel().consumerCount("qasmm8") == count);
    }

    @Test
    void where_more_than_one_is_wanted_each_change_starts_a_round() {
        try (var application = new TestApplication(home, database, broker)
                        .set("ring.one-at-a-time", "false")
                        .startAndAwaitReady();
                var wire = Wire.to(broker)) {
            insert("first");
            assertThat(wire.take("qasmm8", 1)).hasSize(1);
            insert("second");
            assertThat(wire.take("qasmm8", 1)).hasSize(1);
            assertThat(application.get("/ready").statusCode()).isEqualTo(200);
        }
    }
}
