package io.cptm8.orchestratorm8.api;

import static io.cptm8.orchestratorm8.api.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.config.Redaction;
import io.cptm8.orchestratorm8.postgres.Databases;
import io.cptm8.orchestratorm8.testing.LogCapture;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody gets past the gatekeeper, however a request is written. */
class ApiAccessTest {

    private static final NewKey VIEWER = NewKey.of("vera", Role.VIEW);
    private static final NewKey OPERATOR = NewKey.of("otto", Role.OPERATE);
    private static final NewKey ADMIN = NewKey.of("ada", Role.ADMIN);
    /** In an answer of the API and in no refusal. */
    private static final String SECRET = "canary.example.com";

    @TempDir
    private static Path home;

    private static TestDatabase database;
    private static TestApplication application;
    private static int port;

    @BeforeAll
    static void start() {
        database = TestDatabase.fresh();
        database.execute("INSERT INTO cptm8domain (name) VALUES ('" + SECRET + "')");
        // Somebody's own routes: one where the API is, and one that leads to the API's own step.
        application = new TestApplication(home, database, TestBroker.shared().newVirtualHost())
                .write("routes/own.yaml", """
                    # Routes of somebody who did not read the documentation.
                    - route:
                        id: own
                        from:
                          uri: platform-http:/api/own
                          steps:
                            - setBody: { id: own-body, constant: "%s" }
                    - route:
                        id: detour
                        from:
                          uri: platform-http:/detour
                          steps:
                            - process: { id: detour-read, ref: apiRead }
                    """.formatted(SECRET));
        application.startAndAwaitReady();
        port = application.port();
        assertThat(application.get("/detour").statusCode()).isEqualTo(403);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @BeforeEach
    void keys() {
        Client.writeKeys(home, "# those of the tests", VIEWER.line(), OPERATOR.line(), ADMIN.line());
    }

    private static Client as(NewKey key) {
        return new Client(port, key == null ? null : key.key());
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /api/domains,              200, 200, 200",
        "GET,    /api/openapi.yaml,         200, 200, 200",
        "POST,   /api/resume,               403, 200, 200",
        "DELETE, /api/holds/asmm8,          403, 200, 200",
        "POST,   /api/parked/999/retry,     403, 404, 404",
        "GET,    /api/audit,                403, 403, 200",
        "GET,    /api/nothing,              404, 404, 404",
        "HEAD,   /api/domains,              405, 405, 405",
        "OPTIONS,/api/domains,              405, 405, 405",
        "PUT,    /api/domains,              405, 405, 405",
        "GET,    /api/own,                  404, 404, 404",
    })
    void each_role_may_what_is_its_own(String method, String path, int viewer, int operator, int admin) {
        assertThat(as(null).send(method, path, null).statusCode()).isEqualTo(401);
        assertThat(as(VIEWER).send(method, path, null).statusCode()).isEqualTo(viewer);
        assertThat(as(OPERATOR).send(method, path, null).statusCode()).isEqualTo(operator);
        assertThat(as(ADMIN).send(method, path, null).statusCode()).isEqualTo(admin);
    }

    @ParameterizedTest
    @MethodSource("io.cptm8.orchestratorm8.api.Spellings#all")
    void without_a_key_no_way_of_writing_a_request_gets_an_answer_of_the_api(String line) {
        var before = database.count("SELECT count(*) FROM orchestratorm8.audit WHERE outcome = 'done'");
        for (var extra : new String[] {
            "X-Nothing: 1",
            "X-HTTP-Method-Override: GET",
            "X-Original-URL: /api/domains",
            "X-Forwarded-For: 127.0.0.1",
            "Authorization: Bearer",
            "Authorization: Basic YWRhOmFkYQ==",
            "Authorization: Bearer " + VIEWER.line().split("sha256:")[1]
        }) {
            var answer = Raw.send(port, line + " HTTP/1.1", "Host: localhost", extra);
            assertThat(answer.status())
                    .as(line + " " + extra + "\n" + answer.head())
                    .isBetween(400, 501);
            assertThat(answer.head() + answer.body()).doesNotContain(SECRET, "openapi: 3");
        }
        assertThat(Raw.send(port, line + " HTTP/1.0").body()).doesNotContain(SECRET);
        assertThat(database.count("SELECT count(*) FROM orchestratorm8.audit WHERE outcome = 'done'"))
                .isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("io.cptm8.orchestratorm8.api.Spellings#ofMoreThanAViewerMay")
    void a_small_role_is_not_made_larger_by_another_way_of_writing(String line) {
        for (var extra : new String[] {
            "X-Nothing: 1",
            "X-HTTP-Method-Override: POST",
            "X-HTTP-Method-Override: GET",
            "X-Method-Override: DELETE",
            "CamelVertxPlatformHttpAuthenticatedUser: ada",
            "camelHttpMethod: POST",
            "Authorization: Bearer " + ADMIN.key().toLowerCase()
        }) {
            var answer = Raw.send(
                    port, line + " HTTP/1.1", "Host: localhost", "Authorization: Bearer " + VIEWER.key(), extra);
            assertThat(answer.status()).as(line + " " + extra + answer.head()).isBetween(400, 501);
        }
    }

    @Test
    void a_key_is_not_taken_from_anywhere_but_its_header() {
        assertThat(as(null).get("/api/domains?key=" + VIEWER.key()).statusCode())
                .isEqualTo(401);
        assertThat(as(null).send("GET", "/api/domains", null, "Cookie", "key=" + VIEWER.key())
                        .statusCode())
                .isEqualTo(401);
        assertThat(as(null).send("GET", "/api/domains", null, "X-Api-Key", VIEWER.key())
                        .statusCode())
                .isEqualTo(401);
        var refused = as(null).get("/api/domains");
        assertThat(refused.headers().firstValue("www-authenticate")).hasValue("Bearer realm=\"orchestratorm8\"");
        assertThat(json(refused).get("title").asText()).isEqualTo("Not known");
    }

    @Test
    void a_body_that_is_too_large_wrong_or_unasked_for_is_refused() {
        var path = "/api/holds";
        assertThat(as(OPERATOR)
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
                                port,
                                head + "Transfer-Encoding: chunked\r\n\r\n4E20\r\n" + "x".repeat(20_000)
                                        + "\r\n0\r\n\r\n")
                        .status())
                .isEqualTo(411);
        assertThat(Raw.sendBytes(port, head + "Content-Length: 99999999999999999999\r\n\r\n")
                        .status())
                .isBetween(400, 413);
        for (var body : Spellings.wrongBodies()) {
            var answer = as(OPERATOR).post(path, body);
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        }
        assertThat(as(OPERATOR)
                        .send("POST", path, null, "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(400);
        assertThat(Raw.sendBytes(port, head.replace("application/json", "text/plain") + "Content-Length: 2\r\n\r\n{}")
                        .status())
                .isEqualTo(415);
        assertThat(as(VIEWER).send("GET", "/api/domains", "{}").statusCode()).isEqualTo(400);
        assertThat(database.count("SELECT count(*) FROM orchestratorm8.held")).isZero();
    }

    @Test
    void the_wrong_verb_is_told_which_are_right() {
        assertThat(as(VIEWER).send("DELETE", "/api/runs", null).headers().firstValue("allow"))
                .hasValue("GET, POST");
    }

    @Test
    void keys_come_and_go_with_their_lines_and_a_file_that_is_wrong_lets_nobody_in() throws IOException {
        Client.writeKeys(home, OPERATOR.line());
        assertThat(as(VIEWER).get("/api/domains").statusCode()).isEqualTo(401);
        assertThat(as(OPERATOR).get("/api/domains").statusCode()).isEqualTo(200);

        Client.writeKeys(home, OPERATOR.line(), "vera view sha256:beef");
        assertThat(as(OPERATOR).get("/api/domains").statusCode()).isEqualTo(403);
        assertThat(json(as(OPERATOR).get("/api/domains")).get("detail").asText())
                .contains("cannot be used");

        Client.writeKeys(home, OPERATOR.line());
        Files.setPosixFilePermissions(home.resolve("api-keys"), PosixFilePermissions.fromString("rw-r-----"));
        assertThat(as(OPERATOR).get("/api/domains").statusCode()).isEqualTo(403);
        Files.setPosixFilePermissions(home.resolve("api-keys"), PosixFilePermissions.fromString("rw-------"));
        assertThat(as(OPERATOR).get("/api/domains").statusCode()).isEqualTo(200);
    }

    @Test
    void without_keys_this_machine_may_look_by_its_own_name_and_nobody_may_change_anything() throws IOException {
        Files.delete(home.resolve("api-keys"));
        for (var host : new String[] {"localhost", "localhost:" + port, "127.0.0.1:8005", "[::1]:8005", "LOCALHOST"}) {
            var answer = Raw.send(port, "GET /api/domains HTTP/1.1", "Host: " + host);
            assertThat(answer.status()).as(host).isEqualTo(200);
            assertThat(answer.body()).contains(SECRET);
        }
        for (var lines : new String[][] {
            {"Host: evil.example"},
            {"Host: localhost.evil.example"},
            {"Host: 127.0.0.1.nip.io"},
            {"Host: localhost", "Host: localhost"},
            {"Host: localhost", "X-Forwarded-For: 10.0.0.1"},
            {"Host: localhost", "Forwarded: for=10.0.0.1"},
            {"Host: localhost", "Via: 1.1 proxy"},
            {"Host: localhost", "X-Real-IP: 10.0.0.1"},
            {"Host: localhost", "Sec-Fetch-Site: cross-site"},
            {"Host: "}
        }) {
            var request = new java.util.ArrayList<String>();
            request.add("GET /api/domains HTTP/1.1");
            request.addAll(java.util.List.of(lines));
            var answer = Raw.send(port, request.toArray(String[]::new));
            assertThat(answer.status()).as(String.join(" ", lines)).isIn(400, 403);
            assertThat(answer.body()).doesNotContain(SECRET);
        }
        assertThat(as(null).get("/api/domains").version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(as(null).get("/api/domains").statusCode()).isEqualTo(200);
        var change = as(null).post("/api/resume", null);
        assertThat(change.statusCode()).isEqualTo(403);
        assertThat(json(change).get("detail").asText())
                .contains("orchestratorm8 api-key new", "orchestratorm8.api.keys-file");
        assertThat(as(null).get("/api/audit").statusCode()).isEqualTo(403);
        assertThat(as(ADMIN).post("/api/resume", null).statusCode()).isEqualTo(403);
    }

    @Test
    void what_monitors_ask_for_needs_no_key() {
        assertThat(as(null).get("/health").statusCode()).isEqualTo(200);
        assertThat(as(null).get("/ready").statusCode()).isEqualTo(200);
        assertThat(as(null).get("/metrics").statusCode()).isEqualTo(200);
        assertThat(as(null).get("/healthz").statusCode()).isEqualTo(404);
    }

    @Test
    void refusals_are_in_the_audit_but_no_more_than_so_many_a_minute() {
        var minute = 60_000_000_000L;
        var now = new AtomicLong();
        var written = "SELECT count(*) FROM orchestratorm8.audit WHERE outcome = 'refused' AND via = 'api' AND who ="
                + " 'mallory'";
        try (var pool = Databases.pool(application.settings().database())) {
            var log = new RefusalLog(pool, now::get);
            for (int i = 0; i < 3 * RefusalLog.A_MINUTE; i++) {
                log.write("mallory", "hold", "{}", "not allowed");
            }
            assertThat(database.count(written)).isEqualTo(RefusalLog.A_MINUTE);
            now.set(minute / 2);
            for (int i = 0; i < RefusalLog.A_MINUTE; i++) {
                log.write("mallory", "hold", "{}", "not allowed");
            }
            assertThat(database.count(written)).isEqualTo(RefusalLog.A_MINUTE * 3 / 2);
        }
        as(VIEWER).post("/api/resume", null);
        org.awaitility.Awaitility.await()
                .until(() -> database.count(
                                "SELECT count(*) FROM orchestratorm8.audit WHERE outcome = 'refused' AND via = 'api'"
                                        + " AND who <> 'mallory'")
                        > 0);
    }

    @Test
    void no_key_is_in_the_log_and_what_a_library_might_log_of_one_is_taken_out() {
        try (var log = LogCapture.of("io.cptm8")) {
            as(VIEWER).post("/api/resume", null);
            as(VIEWER).get("/api/domains?key=" + VIEWER.key());
            assertThat(log.messages()).noneMatch(message -> message.contains("om8_"));
        }
        assertThat(Redaction.of(application.settings()).apply("Authorization: Bearer " + VIEWER.key()))
                .isEqualTo("Authorization: Bearer ***");
    }
}
