package io.cptm8.orchestratorm8.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cptm8.orchestratorm8.postgres.Databases;
import io.cptm8.orchestratorm8.testing.FaultProxy;
import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the page shows, as the running application answers it: one question however many ask, and no silence without a database. */
@Timeout(120)
class OverviewTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final FaultProxy PROXY = FaultProxy.to(DATABASE.address().port());

    /** As browsers do without TLS. */
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private static Path home;

    private static TestApplication application;

    @BeforeAll
    static void start() {
        application = new TestApplication(home, DATABASE, TestBroker.shared().newVirtualHost())
                .database("127.0.0.1", PROXY.port(), DATABASE.address().name())
                .startAndAwaitReady();
    }

    @AfterAll
    static void end() {
        application.close();
        PROXY.close();
    }

    private static HttpRequest.Builder asking(String path) {
        return HttpRequest.newBuilder(URI.create(application.address() + path));
    }

    private static JsonNode overview() {
        return answer("/api/overview");
    }

    private static JsonNode answer(String path) {
        try {
            var answer = HTTP.send(asking(path).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void it_has_the_rings_in_order_the_scanners_and_who_leads() {
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(overview().at("/platform/instances").findValuesAsText("leader"))
                                .containsExactly("true"));
        var overview = overview();

        assertThat(overview.at("/platform/rings").findValuesAsText("ring")).containsExactly("asmm8");
        assertThat(overview.at("/platform/scanners").findValuesAsText("name"))
                .contains("asmm8", "naabum8", "katanam8", "num8");
        assertThat(overview.at("/checks/rabbitmq").asText()).isEqualTo("healthy");
        assertThat(overview.at("/detail/leader").asBoolean()).isTrue();
        assertThat(overview.get("at").asText()).endsWith("Z");
    }

    @Test
    void the_api_lists_the_same_instances_and_when_each_was_last_heard() throws Exception {
        var settings = PreparedDatabase.settings(DATABASE.address());
        // Its session may be a new one since another test, and is to be the older.
        await().atMost(LIMIT)
                .until(() -> answer("/api/instances").findValuesAsText("leads").equals(List.of("true")));
        try (var second = Databases.session(settings, "listen");
                var statement = second.createStatement()) {
            statement.execute("SELECT 1 -- orchestratorm8 1.2.3");
            await().atMost(LIMIT).untilAsserted(() -> {
                var listed = answer("/api/instances").get("items");
                var shown = overview().at("/platform/instances");
                assertThat(listed.findValuesAsText("leads"))
                        .containsExactly("true", "false")
                        .isEqualTo(shown.findValuesAsText("leader"));
                assertThat(listed.findValuesAsText("version"))
                        .containsExactly("null", "1.2.3")
                        .isEqualTo(shown.findValuesAsText("version"));
                assertThat(listed.findValuesAsText("address")).isEqualTo(shown.findValuesAsText("address"));
                assertThat(times(listed)).isEqualTo(times(shown));
            });
            var before = answer("/api/instances").findValuesAsText("seenAt");
            await().atMost(LIMIT)
                    .until(() ->
                            !answer("/api/instances").findValuesAsText("seenAt").equals(before));
            assertThat(answer("/api/instances").findValuesAsText("seenAt").get(1))
                    .isEqualTo(before.get(1));
        }
    }

    private static List<Instant> times(JsonNode instances) {
        return instances.findValuesAsText("since").stream()
                .map(time -> OffsetDateTime.parse(time).toInstant())
                .toList();
    }

    @Test
    void who_asks_soon_after_another_is_given_the_same_answer_and_later_a_new_one() {
        await().atMost(LIMIT).until(() -> overview().get("at").equals(overview().get("at")));
        var before = overview().get("at");

        await().atMost(LIMIT).until(() -> !overview().get("at").equals(before));
    }

    @Test
    void without_a_database_it_says_so_and_how_this_instance_is() {
        PROXY.refuse(true);
        PROXY.cutAll();
        try {
            await().atMost(LIMIT).until(() -> !overview().has("platform"));
            assertThat(overview().at("/checks/database").asText()).isEqualTo("unhealthy");
            assertThat(overview().at("/detail/database").asText()).isNotEmpty();
        } finally {
            PROXY.refuse(false);
        }
        await().atMost(LIMIT).until(() -> overview().has("platform"));
    }

    @Test
    void the_stream_is_there_for_who_may_look_and_takes_no_place_of_the_api() throws Exception {
        // More than the API answers at a time.
        for (var i = 0; i < 20; i++) {
            var stream = HTTP.send(asking("/api/events").build(), BodyHandlers.ofInputStream());
            assertThat(stream.statusCode()).isEqualTo(200);
        }
        assertThat(overview().has("at")).isTrue();
        assertThat(application.metric("orchestratorm8_page_viewers")).isEqualTo(20);

        var posted = asking("/api/events").POST(BodyPublishers.noBody()).build();
        assertThat(HTTP.send(posted, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
        var proxied =
                asking("/api/events").header("X-Forwarded-For", "127.0.0.1").build();
        assertThat(HTTP.send(proxied, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    }
}
