package io.cptm8.orchestratorm8.api;

import static io.cptm8.orchestratorm8.api.Client.json;
import static io.cptm8.orchestratorm8.api.KeyedApplication.ADMIN;
import static io.cptm8.orchestratorm8.api.KeyedApplication.OPERATOR;
import static io.cptm8.orchestratorm8.api.KeyedApplication.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is on this machine may look while there are no keys; a web page that its browser shows may not, and changes nothing with one. */
class ApiBrowserTest {

    @TempDir
    private static Path home;

    private static KeyedApplication application;

    @BeforeAll
    static void start() {
        application = new KeyedApplication(
                home,
                // Other addresses of this machine lead there too, as they do where it is installed.
                each -> each.environment("ORCHESTRATORM8_HTTP_HOST", "0.0.0.0"));
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @BeforeEach
    void keys() {
        application.giveKeys();
    }

    @Test
    void without_keys_this_machine_may_look_by_its_own_name_and_nobody_may_change_anything() {
        application.takeKeys();
        for (var host : new String[] {
            "localhost", "localhost:" + application.port(), "127.0.0.1:8005", "[::1]:8005", "LOCALHOST"
        }) {
            var answer = Raw.send(application.port(), "GET /api/domains HTTP/1.1", "Host: " + host);
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
            {"Host: localhost", "Sec-Fetch-Site: same-site"},
            {"Host: localhost", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site"},
            {"Host: localhost", "Origin: https://evil.example"},
            {"Host: localhost", "Origin: http://localhost:3000"},
            {"Host: localhost", "Origin: null"},
            {"Host: "}
        }) {
            var request = new ArrayList<String>();
            request.add("GET /api/domains HTTP/1.1");
            request.addAll(List.of(lines));
            var answer = Raw.send(application.port(), request.toArray(String[]::new));
            assertThat(answer.status()).as(String.join(" ", lines)).isIn(400, 403);
            assertThat(answer.body()).doesNotContain(SECRET);
        }
        assertThat(application.as(null).get("/api/domains").version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(application.as(null).get("/api/domains").statusCode()).isEqualTo(200);
        var change = application.as(null).post("/api/resume", null);
        assertThat(change.statusCode()).isEqualTo(403);
        assertThat(json(change).get("detail").asText())
                .contains("orchestratorm8 api-key new", "orchestratorm8.api.keys-file");
        assertThat(application.as(null).get("/api/audit").statusCode()).isEqualTo(403);
        assertThat(application.as(ADMIN).post("/api/resume", null).statusCode()).isEqualTo(403);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere 127.0.0.2 is no address of this machine")
    void another_name_of_this_machine_is_none_over_http_2_either() throws Exception {
        application.takeKeys();
        var http = HttpClient.newHttpClient();
        // The first request asks to go on in HTTP/2, where the name is not among the headers.
        for (var path : new String[] {"/health", "/api/domains", "/api/domains"}) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.2:" + application.port() + path))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(path.equals("/health") ? 200 : 403);
            assertThat(answer.body()).doesNotContain(SECRET);
        }
    }

    @Test
    void our_own_page_may_look_without_keys() {
        application.takeKeys();
        for (var header :
                new String[] {"Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none", "Origin: http://localhost"}) {
            var answer = Raw.send(application.port(), "GET /api/domains HTTP/1.1", "Host: localhost", header);
            assertThat(answer.status()).as(header).isEqualTo(200);
        }
    }

    /** As with a proxy in front that adds the key of whoever is signed in there: the browser brings all that is needed. */
    private static Raw resume(String... headers) {
        var request = new ArrayList<>(List.of(
                "POST /api/resume HTTP/1.1",
                "Host: om8.example:8005",
                "Content-Length: 0",
                "Authorization: Bearer " + OPERATOR.key()));
        request.addAll(List.of(headers));
        return Raw.send(application.port(), request.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Origin: https://evil.example",
                "Origin: https://om8.example",
                "Origin: http://om8.example:8005.evil.example",
                "Origin: http://om8.example:3000",
                "Origin: null",
                "Origin: "
            })
    void a_web_page_of_another_server_changes_nothing_even_with_a_key(String header) {
        application.as(OPERATOR).post("/api/holds", "{\"scanner\":\"asmm8\",\"reason\":\"stays\"}");

        var refused = resume(header);

        assertThat(refused.status()).as(refused.head()).isEqualTo(403);
        assertThat(refused.body()).contains("A web page of another server");
        assertThat(application.database().count("SELECT count(*) FROM orchestratorm8.held"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Nothing: 1",
                "Sec-Fetch-Site: same-origin",
                "Sec-Fetch-Site: none",
                "Origin: http://om8.example:8005",
                "Origin: https://OM8.example:8005"
            })
    void our_own_page_and_what_is_no_browser_may_change_with_a_key(String header) {
        assertThat(resume(header).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "GET", "POST"})
    void no_web_page_of_another_server_is_told_that_it_may_read_or_send(String method) {
        for (var path : new String[] {"/api/domains", "/api/resume", "/api/nothing", "/metrics", "/"}) {
            var answer = Raw.send(
                    application.port(),
                    method + " " + path + " HTTP/1.1",
                    "Host: localhost",
                    "Origin: https://evil.example",
                    "Access-Control-Request-Method: " + method,
                    "Access-Control-Request-Headers: authorization",
                    "Authorization: Bearer " + OPERATOR.key());
            assertThat(answer.hasHeader("Access-Control-")).as(answer.head()).isFalse();
        }
    }
}
