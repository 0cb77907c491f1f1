package io.cptm8.orchestratorm8.api;

import static io.cptm8.orchestratorm8.api.Client.json;
import static io.cptm8.orchestratorm8.api.KeyedApplication.ADMIN;
import static io.cptm8.orchestratorm8.api.KeyedApplication.OPERATOR;
import static io.cptm8.orchestratorm8.api.KeyedApplication.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.config.Redaction;
import io.cptm8.orchestratorm8.postgres.Databases;
import io.cptm8.orchestratorm8.testing.LogCapture;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not a request of this API is told so, is counted, and is in the audit where it would have changed something. */
class ApiRefusalTest {

    @TempDir
    private static Path home;

    private static KeyedApplication application;

    @BeforeAll
    static void start() {
        application = new KeyedApplication(home);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        callers.shutdownNow();
    }

    private static double refused(String reason) {
        return application.application().metric("orchestratorm8_api_refused_total", "reason=\"" + reason + "\"");
    }

    @BeforeEach
    void keys() {
        application.giveKeys();
    }

    @Test
    void a_body_that_is_too_large_wrong_or_unasked_for_is_refused() {
        var path = "/api/holds";
        assertThat(application
                        .as(OPERATOR)
                        .post(path, "{\"scanner\":\"asmm8\",\"reason\":\"" + "x".repeat(20_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        var head = "POST /api/holds HTTP/1.1\r\n"
                + "Host: localhost\r\n"
                + "Connection: close\r\n"
                + "Content-Type: application/json\r\n"
                + "Authorization: Bearer "
                + OPERATOR.key() + "\r\n";
        assertThat(Raw.sendBytes(
                                application.port(),
                                head + "Transfer-Encoding: chunked\r\n\r\n4E20\r\n" + "x".repeat(20_000)
                                        + "\r\n0\r\n\r\n")
                        .status())
                .isEqualTo(411);
        assertThat(Raw.sendBytes(application.port(), head + "Content-Length: 99999999999999999999\r\n\r\n")
                        .status())
                .isBetween(400, 413);
        for (var body : Spellings.wrongBodies()) {
            var answer = application.as(OPERATOR).post(path, body);
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        }
        assertThat(application
                        .as(OPERATOR)
                        .send("POST", path, null, "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(400);
        assertThat(Raw.sendBytes(
                                application.port(),
                                head.replace("application/json", "text/plain") + "Content-Length: 2\r\n\r\n{}")
                        .status())
                .isEqualTo(415);
        assertThat(application.as(VIEWER).send("GET", "/api/domains", "{}").statusCode())
                .isEqualTo(400);
        assertThat(application.database().count("SELECT count(*) FROM orchestratorm8.held"))
                .isZero();
    }

    @Test
    void the_wrong_verb_is_told_which_are_right() {
        assertThat(application
                        .as(VIEWER)
                        .send("DELETE", "/api/runs", null)
                        .headers()
                        .firstValue("allow"))
                .hasValue("GET, POST");
    }

    @Test
    void refusals_are_in_the_audit_but_no_more_than_so_many_a_minute() {
        var minute = 60_000_000_000L;
        var now = new AtomicLong();
        var written = "SELECT count(*) FROM orchestratorm8.audit WHERE outcome = 'refused' AND via = 'api' AND who ="
                + " 'mallory'";
        try (var pool = Databases.pool(application.application().settings().database())) {
            var log = new RefusalLog(pool, now::get);
            for (int i = 0; i < 3 * RefusalLog.A_MINUTE; i++) {
                log.write("mallory", "hold", "{}", "not allowed");
            }
            assertThat(application.database().count(written)).isEqualTo(RefusalLog.A_MINUTE);
            now.set(minute / 2);
            for (int i = 0; i < RefusalLog.A_MINUTE; i++) {
                log.write("mallory", "hold", "{}", "not allowed");
            }
            assertThat(application.database().count(written)).isEqualTo(RefusalLog.A_MINUTE * 3 / 2);
        }
        application.as(VIEWER).post("/api/resume", null);
        await().until(() -> application
                        .database()
                        .count("SELECT count(*) FROM orchestratorm8.audit WHERE outcome = 'refused' AND via = 'api'"
                                + " AND who <> 'mallory'")
                > 0);
    }

    @Test
    void no_key_is_in_the_log_and_what_a_library_might_log_of_one_is_taken_out() {
        try (var log = LogCapture.of("io.cptm8")) {
            application.as(VIEWER).post("/api/resume", null);
            application.as(VIEWER).get("/api/domains?key=" + VIEWER.key());
            assertThat(log.messages()).noneMatch(message -> message.contains("om8_"));
        }
        assertThat(Redaction.of(application.application().settings()).apply("Authorization: Bearer " + VIEWER.key()))
                .isEqualTo("Authorization: Bearer ***");
    }

    @Test
    void what_says_two_things_at_once_is_refused_though_its_key_is_good() {
        var key = "Authorization: Bearer " + VIEWER.key();
        assertThat(Raw.send(application.port(), "GET /api/domains HTTP/1.1", "Host: localhost", key)
                        .status())
                .isEqualTo(200);
        for (var override : new String[] {"X-HTTP-Method-Override", "x-http-method", "X-Method-Override"}) {
            assertThat(Raw.send(
                                    application.port(),
                                    "GET /api/domains HTTP/1.1",
                                    "Host: localhost",
                                    key,
                                    override + ": GET")
                            .status())
                    .as(override)
                    .isEqualTo(400);
        }
        assertThat(Raw.send(application.port(), "GET http://localhost/api/domains HTTP/1.1", "Host: localhost", key)
                        .status())
                .isEqualTo(400);
        assertThat(Raw.send(application.port(), "GET /api/domains HTTP/1.1", "Host: a.example", "Host: b.example", key)
                        .status())
                .isEqualTo(400);
        assertThat(Raw.send(application.port(), "GET /api/domains/%zz HTTP/1.1", "Host: localhost", key)
                        .status())
                .isEqualTo(400);
        assertThat(Raw.send(application.port(), "GET /api/domains HTTP/1.1", "Host: localhost", key, key)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void while_as_many_as_may_are_answered_one_more_is_told_to_come_again_and_later_it_may() throws SQLException {
        var refusedBefore = refused("busy");
        try (var lock = application.database().connect()) {
            lock.setAutoCommit(false);
            try (var statement = lock.createStatement()) {
                statement.execute("LOCK TABLE orchestratorm8.audit");
            }
            // A few more than may: they wait for the table, or for a connection, until they have to ask again.
            var seen = new AtomicBoolean();
            var waiting = IntStream.range(0, Gatekeeper.AT_A_TIME + 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> askUntil(seen), callers))
                    .toList();
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                var one = application.as(VIEWER).get("/api/openapi.json");
                assertThat(one.statusCode()).isEqualTo(503);
                assertThat(one.headers().firstValue("retry-after")).hasValue("2");
                assertThat(json(one).get("detail").asText())
                        .startsWith("%d requests are being answered".formatted(Gatekeeper.AT_A_TIME));
            });
            seen.set(true);
            lock.rollback();
            waiting.forEach(each -> assertThat(each.join()).isIn(200, 503));
        }
        assertThat(refused("busy")).isGreaterThan(refusedBefore);
        await().untilAsserted(() -> assertThat(IntStream.range(0, Gatekeeper.AT_A_TIME)
                        .map(i -> application.as(ADMIN).get("/api/audit").statusCode()))
                .containsOnly(200));
    }

    private static int askUntil(AtomicBoolean seen) {
        int status;
        do {
            status = application.as(ADMIN).get("/api/audit").statusCode();
        } while (!seen.get());
        return status;
    }
}
