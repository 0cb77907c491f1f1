package io.cptm8.orchestratorm8.api;

import static io.cptm8.orchestratorm8.api.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people change over HTTP is done once, on whichever instance, and is in the audit. */
class ApiChangeTest {

    private static final NewKey OPERATOR = NewKey.of("otto", Role.OPERATE);
    private static final NewKey OTHER = NewKey.of("olga", Role.OPERATE);
    private static final String HOLD = "{\"scanner\":\"takeoverm8\",\"reason\":\"a change of the platform\"}";

    @TempDir
    private static Path home;

    @TempDir
    private static Path secondHome;

    private static TestDatabase database;
    private static TestApplication application;
    private static TestApplication second;
    private static Client client;
    private static Client elsewhere;

    @BeforeAll
    static void start() {
        database = TestDatabase.fresh();
        var broker = TestBroker.shared().newVirtualHost();
        application = new TestApplication(home, database, broker).withTakeoverm8();
        second = new TestApplication(secondHome, database, broker).withTakeoverm8();
        Client.writeKeys(home, OPERATOR.line(), OTHER.line());
        Client.writeKeys(secondHome, OPERATOR.line(), OTHER.line());
        application.startAndAwaitReady();
        second.startAndAwaitReady();
        client = new Client(application.port(), OPERATOR.key());
        elsewhere = new Client(second.port(), OPERATOR.key());
    }

    @AfterAll
    static void stop() {
        application.close();
        second.close();
    }

    @BeforeEach
    void anew() {
        client.post("/api/resume", null);
        database.execute("DELETE FROM cptm8domain");
    }

    private static String stateOf(String name) {
        return database.ask(
                "SELECT r.state || ' ' || coalesce(r.receipt, '') FROM orchestratorm8.request r JOIN cptm8domain d ON d.id = r.domain_id"
                        + " WHERE r.scanner = 'takeoverm8' AND d.name = '" + name + "'");
    }

    private static int audited(String action, String outcome) {
        return database.count(
                "SELECT count(*) FROM orchestratorm8.audit WHERE action = '%s' AND outcome = '%s' AND via = 'api' AND who = 'otto'"
                        .formatted(action, outcome));
    }

    @Test
    void a_scanner_that_is_held_here_waits_on_every_instance_until_it_is_resumed_there() {
        var held = client.post("/api/holds", HOLD);
        assertThat(held.statusCode()).isEqualTo(201);
        assertThat(json(held).get("who").asText()).isEqualTo("otto");
        database.execute("INSERT INTO cptm8domain (name) VALUES ('held.example.com')");
        assertThat(json(elsewhere.get("/api/holds")).at("/items/0/reason").asText())
                .isEqualTo("a change of the platform");
        assertThat(json(elsewhere.get("/api/domains/held.example.com/status")).toString())
                .contains("\"state\":\"held\"");

        assertThat(json(elsewhere.send("DELETE", "/api/holds/takeoverm8", null))
                        .get("ended")
                        .asInt())
                .isEqualTo(1);

        await().untilAsserted(() -> assertThat(stateOf("held.example.com")).isEqualTo("done accepted"));
    }

    @Test
    void what_is_asked_to_run_runs_and_a_dry_run_writes_nothing() {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('run.example.com'), ('other.example.com')");
        await().untilAsserted(() -> assertThat(stateOf("run.example.com")).isEqualTo("done accepted"));
        var generation = "SELECT sum(generation) FROM orchestratorm8.request WHERE scanner = 'takeoverm8'";
        var before = database.count(generation);

        var dry = client.post("/api/runs", "{\"scanner\":\"takeoverm8\",\"dryRun\":true}");
        assertThat(dry.statusCode()).isEqualTo(200);
        assertThat(json(dry).get("total").asInt()).isEqualTo(2);
        assertThat(json(dry).get("queue").asText()).isEqualTo("qtakeoverm8");
        assertThat(json(dry).at("/domains/0/coolsUntil").isNull()).isTrue();
        assertThat(json(dry).get("ringBusy").isNull()).isTrue();
        assertThat(database.count(generation)).isEqualTo(before);

        var run = client.post("/api/runs", "{\"scanner\":\"takeoverm8\",\"domain\":\"run.example.com\"}");
        assertThat(run.statusCode()).isEqualTo(202);
        assertThat(json(run).at("/domains/0/name").asText()).isEqualTo("run.example.com");
        assertThat(json(run).at("/domains/0/request").asLong()).isPositive();
        assertThat(database.count(generation)).isEqualTo(before + 1);
        await().untilAsserted(() -> assertThat(stateOf("run.example.com")).isEqualTo("done accepted"));
    }

    @Test
    void a_dry_run_says_what_keeps_it_back() {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('cools.example.com')");
        await().untilAsserted(() -> assertThat(stateOf("cools.example.com")).isEqualTo("done accepted"));
        database.execute("UPDATE orchestratorm8.scanner SET min_interval = '1 h' WHERE name = 'takeoverm8'");
        await("the start of the ring, which the change asked for too")
                .until(() -> database.count("SELECT count(*) FROM orchestratorm8.ring_now") > 0);
        try {
            var cools = client.post(
                    "/api/runs", "{\"scanner\":\"takeoverm8\",\"domain\":\"cools.example.com\",\"dryRun\":true}");
            assertThat(Instant.parse(json(cools).at("/domains/0/coolsUntil").asText()))
                    .isAfter(Instant.now());
            assertThat(json(client.post("/api/runs", "{\"scanner\":\"asmm8\",\"dryRun\":true}"))
                            .get("ringBusy")
                            .asText())
                    .matches("run \\d+ is at asmm8");
        } finally {
            database.execute("UPDATE orchestratorm8.scanner SET min_interval = '0' WHERE name = 'takeoverm8'");
        }
    }

    @Test
    void what_is_refused_changes_nothing_says_why_and_is_in_the_audit() {
        var refused = audited("hold", "refused");
        assertThat(client.post("/api/holds", "{\"scanner\":\"nobody\",\"reason\":\"x\"}")
                        .statusCode())
                .isEqualTo(404);
        var past = client.post(
                "/api/holds", "{\"scanner\":\"asmm8\",\"reason\":\"x\",\"until\":\"2020-01-01T00:00:00Z\"}");
        assertThat(past.statusCode()).isEqualTo(422);
        assertThat(json(past).get("detail").asText()).contains("is not in the future", "Nothing was changed");
        assertThat(client.post("/api/runs", "{\"scanner\":\"nobody\"}").statusCode())
                .isEqualTo(404);
        assertThat(client.post("/api/runs", "{\"scanner\":\"asmm8\",\"domain\":\"nobody.example\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(client.post("/api/parked/999999/retry", null).statusCode()).isEqualTo(404);

        assertThat(database.count("SELECT count(*) FROM orchestratorm8.held")).isZero();
        assertThat(audited("hold", "refused")).isEqualTo(refused + 2);
        assertThat(audited("run", "refused")).isPositive();
        assertThat(audited("parked retry", "refused")).isPositive();
    }

    @Test
    void what_is_parked_is_retried_or_dropped_once() {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('10.0.0.1')");
        await().untilAsserted(() -> assertThat(stateOf("10.0.0.1")).startsWith("parked"));
        var request = json(client.get("/api/parked?scanner=takeoverm8"))
                .at("/items/0/request")
                .asText();

        var dropped = client.post("/api/parked/" + request + "/drop", "{\"why\":\"an address\"}");
        assertThat(dropped.statusCode()).isEqualTo(200);
        assertThat(stateOf("10.0.0.1")).startsWith("cancelled");
        assertThat(client.post("/api/parked/" + request + "/retry", null).statusCode())
                .isEqualTo(409);
        assertThat(
                        database.ask(
                                "SELECT detail FROM orchestratorm8.audit WHERE action = 'parked drop' AND outcome = 'done' ORDER BY id DESC"))
                .isEqualTo("an address");
    }

    @Test
    void a_request_with_a_key_is_done_once_on_whichever_instance_and_answered_alike() {
        var done = audited("hold", "done");
        var answers = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> (i % 2 == 0 ? client : elsewhere).post("/api/holds", HOLD, "Idempotency-Key", "hold-1")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).allSatisfy(each -> assertThat(each.statusCode()).isEqualTo(201));
        assertThat(answers.stream().map(each -> each.body()).distinct()).hasSize(1);
        assertThat(audited("hold", "done")).isEqualTo(done + 1);
    }

    @Test
    void a_key_that_was_used_for_another_request_is_refused_and_another_callers_key_is_another() {
        assertThat(client.post("/api/holds", HOLD, "Idempotency-Key", "hold-2").statusCode())
                .isEqualTo(201);
        var other = "{\"scanner\":\"asmm8\",\"reason\":\"x\"}";
        assertThat(elsewhere
                        .post("/api/holds", other, "Idempotency-Key", "hold-2")
                        .statusCode())
                .isEqualTo(422);
        assertThat(client.post("/api/resume", null, "Idempotency-Key", "hold-2").statusCode())
                .isEqualTo(422);
        var olga = new Client(application.port(), OTHER.key());
        assertThat(json(olga.post("/api/holds", other, "Idempotency-Key", "hold-2"))
                        .get("who")
                        .asText())
                .isEqualTo("olga");
        // What was refused was not done: the key is free for the next try.
        assertThat(client.post("/api/holds", "{\"scanner\":\"nobody\",\"reason\":\"x\"}", "Idempotency-Key", "hold-3")
                        .statusCode())
                .isEqualTo(404);
        assertThat(client.post("/api/holds", HOLD, "Idempotency-Key", "hold-3").statusCode())
                .isEqualTo(201);
        for (var bad : List.of("two words", "x".repeat(201))) {
            assertThat(client.post("/api/resume", null, "Idempotency-Key", bad).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void after_a_day_a_key_is_forgotten() {
        assertThat(client.post("/api/holds", HOLD, "Idempotency-Key", "old").statusCode())
                .isEqualTo(201);
        database.execute("UPDATE orchestratorm8.kept_answer SET at = at - interval '25 h' WHERE key = 'old'");

        assertThat(client.post("/api/resume", null, "Idempotency-Key", "old").statusCode())
                .isEqualTo(200);
    }
}
