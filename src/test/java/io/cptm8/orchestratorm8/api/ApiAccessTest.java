package io.cptm8.orchestratorm8.api;

import static io.cptm8.orchestratorm8.api.Client.json;
import static io.cptm8.orchestratorm8.api.KeyedApplication.ADMIN;
import static io.cptm8.orchestratorm8.api.KeyedApplication.OPERATOR;
import static io.cptm8.orchestratorm8.api.KeyedApplication.SECRET;
import static io.cptm8.orchestratorm8.api.KeyedApplication.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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

    /** One where the API is, and one that leads to the API's own step. */
    private static final String OWN_ROUTES = """
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
                """;

    @TempDir
    private static Path home;

    private static KeyedApplication application;

    @BeforeAll
    static void start() {
        application = new KeyedApplication(home, each -> each.write("routes/own.yaml", OWN_ROUTES.formatted(SECRET)));
        assertThat(application.application().get("/detour").statusCode()).isEqualTo(403);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @BeforeEach
    void keys() {
        application.giveKeys();
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
        assertThat(application.as(null).send(method, path, null).statusCode()).isEqualTo(401);
        assertThat(application.as(VIEWER).send(method, path, null).statusCode()).isEqualTo(viewer);
        assertThat(application.as(OPERATOR).send(method, path, null).statusCode())
                .isEqualTo(operator);
        assertThat(application.as(ADMIN).send(method, path, null).statusCode()).isEqualTo(admin);
    }

    @ParameterizedTest
    @MethodSource("io.cptm8.orchestratorm8.api.Spellings#all")
    void without_a_key_no_way_of_writing_a_request_gets_an_answer_of_the_api(String line) {
        var before = application.database().count("SELECT count(*) FROM orchestratorm8.audit WHERE outcome = 'done'");
        for (var extra : new String[] {
            "X-Nothing: 1",
            "X-HTTP-Method-Override: GET",
            "X-Original-URL: /api/domains",
            "X-Forwarded-For: 127.0.0.1",
            "Authorization: Bearer",
            "Authorization: Basic YWRhOmFkYQ==",
            "Authorization: Bearer " + VIEWER.line().split("sha256:")[1]
        }) {
            var answer = Raw.send(application.port(), line + " HTTP/1.1", "Host: localhost", extra);
            assertThat(answer.status())
                    .as(line + " " + extra + "\n" + answer.head())
                    .isBetween(400, 501);
            assertThat(answer.head() + answer.body()).doesNotContain(SECRET, "openapi: 3");
        }
        assertThat(Raw.send(application.port(), line + " HTTP/1.0").body()).doesNotContain(SECRET);
        assertThat(application.database().count("SELECT count(*) FROM orchestratorm8.audit WHERE outcome = 'done'"))
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
                    application.port(),
                    line + " HTTP/1.1",
                    "Host: localhost",
                    "Authorization: Bearer " + VIEWER.key(),
                    extra);
            assertThat(answer.status()).as(line + " " + extra + answer.head()).isBetween(400, 501);
        }
    }

    @Test
    void a_key_is_not_taken_from_anywhere_but_its_header() {
        assertThat(application.as(null).get("/api/domains?key=" + VIEWER.key()).statusCode())
                .isEqualTo(401);
        assertThat(application
                        .as(null)
                        .send("GET", "/api/domains", null, "Cookie", "key=" + VIEWER.key())
                        .statusCode())
                .isEqualTo(401);
        assertThat(application
                        .as(null)
                        .send("GET", "/api/domains", null, "X-Api-Key", VIEWER.key())
                        .statusCode())
                .isEqualTo(401);
        var refused = application.as(null).get("/api/domains");
        assertThat(refused.headers().firstValue("www-authenticate")).hasValue("Bearer realm=\"orchestratorm8\"");
        assertThat(json(refused).get("title").asText()).isEqualTo("Not known");
    }

    @Test
    void keys_come_and_go_with_their_lines_and_a_file_that_is_wrong_lets_nobody_in() throws IOException {
        Client.writeKeys(home, OPERATOR.line());
        assertThat(application.as(VIEWER).get("/api/domains").statusCode()).isEqualTo(401);
        assertThat(application.as(OPERATOR).get("/api/domains").statusCode()).isEqualTo(200);

        Client.writeKeys(home, OPERATOR.line(), "vera view sha256:beef");
        assertThat(application.as(OPERATOR).get("/api/domains").statusCode()).isEqualTo(403);
        assertThat(json(application.as(OPERATOR).get("/api/domains"))
                        .get("detail")
                        .asText())
                .contains("cannot be used");

        Client.writeKeys(home, OPERATOR.line());
        for (var rights : List.of("rw-rw----", "rw-r--r--", "rw-----w-")) {
            Files.setPosixFilePermissions(home.resolve("api-keys"), PosixFilePermissions.fromString(rights));
            assertThat(application.as(OPERATOR).get("/api/domains").statusCode())
                    .as(rights)
                    .isEqualTo(403);
        }
        Files.setPosixFilePermissions(home.resolve("api-keys"), PosixFilePermissions.fromString("rw-r-----"));
        assertThat(application.as(OPERATOR).get("/api/domains").statusCode()).isEqualTo(200);
    }

    @Test
    void what_monitors_ask_for_needs_no_key() {
        assertThat(application.as(null).get("/health").statusCode()).isEqualTo(200);
        assertThat(application.as(null).get("/ready").statusCode()).isEqualTo(200);
        assertThat(application.as(null).get("/metrics").statusCode()).isEqualTo(200);
        assertThat(application.as(null).get("/healthz").statusCode()).isEqualTo(404);
    }
}
