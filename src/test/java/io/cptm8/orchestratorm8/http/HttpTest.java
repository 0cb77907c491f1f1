package io.cptm8.orchestratorm8.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What monitors of the Go service ask for, they get from this one. */
class HttpTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path home;

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    private static void assertOfNow(Instant asked, JsonNode body) {
        assertThat(body.get("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(Instant.parse(body.get("timestamp").asText()))
                .isBetween(asked.truncatedTo(ChronoUnit.SECONDS), Instant.now().plusSeconds(1));
        assertThat(body.get("service").asText()).isEqualTo("orchestratorm8");
    }

    @Test
    void health_and_ready_answer_as_the_go_service_does() throws IOException {
        try (var application = new TestApplication(home, database, broker).startAndAwaitReady()) {
            var asked = Instant.now();
            var health = application.get("/health");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
            assertThat(json(health.body()).get("status").asText()).isEqualTo("healthy");
            assertOfNow(asked, json(health.body()));

            var ready = application.get("/ready");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
            assertThat(json(ready.body()).get("status").asText()).isEqualTo("ready");
            assertThat(json(ready.body()).at("/checks/database").asText()).isEqualTo("healthy");
            assertThat(json(ready.body()).at("/checks/rabbitmq").asText()).isEqualTo("healthy");
            assertOfNow(asked, json(ready.body()));

            for (var path : new String[] {"/health", "/ready", "/metrics", "/", "/page/app.js"}) {
                for (var method : new String[] {"POST", "PUT", "DELETE", "PATCH"}) {
                    assertThat(application.send(method, path).statusCode())
                            .as(method + " " + path)
                            .isEqualTo(405);
                }
            }
            assertThat(application.send("HEAD", "/").statusCode()).isEqualTo(200);
            for (var path : new String[] {
                "/index.html",
                "/page",
                "/page/",
                "/page/..%2foverview.sql",
                "/healthz",
                "/ready/x",
                "/q/dev",
                "/observe/info",
                "/metrics/../routes"
            }) {
                assertThat(application.get(path).statusCode()).as(path).isEqualTo(404);
            }
        }
    }

    @Test
    void without_a_database_health_is_well_and_ready_is_503_before_a_probe_gives_up() throws IOException {
        try (var application = new TestApplication(home, database, broker)
                .database("127.0.0.1", 1, "cptm8")
                .start()) {
            await().ignoreExceptions()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> application.get("/health").statusCode() == 200);
            var asked = Instant.now();
            var before = System.nanoTime();
            var ready = application.get("/ready");

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(json(ready.body()).get("status").asText()).isEqualTo("not ready");
            assertThat(json(ready.body()).at("/checks/database").asText()).isEqualTo("unhealthy");
            assertOfNow(asked, json(ready.body()));
        }
    }

    @Test
    void without_a_broker_ready_is_503_and_says_which_of_the_two_is_missing() throws IOException {
        var nobody = new BrokerAddress("127.0.0.1", 1, "/", "canary-user", "canary-password");
        try (var application = new TestApplication(home, database, nobody).start()) {
            await().ignoreExceptions()
                    .atMost(Duration.ofSeconds(20))
                    .until(
                            () -> json(application.get("/ready").body())
                                    .at("/checks/database")
                                    .asText(),
                            "healthy"::equals);
            var ready = application.get("/ready");

            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(json(ready.body()).at("/checks/rabbitmq").asText()).isEqualTo("unhealthy");
            assertThat(ready.body()).doesNotContain("canary");
        }
    }

    @Test
    void a_queue_that_must_have_a_consumer_makes_ready_wait_for_one() throws IOException {
        var prepared = new TestApplication(home, database, broker).set("ready.require-consumer", "qasmm8");
        try (var application = prepared.start();
                var wire = Wire.to(broker)) {
            await().ignoreExceptions()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(application.get("/ready").body())
                            .contains("nobody consumes qasmm8", "\"asmm8\":{\"state\":\"running\"}"));
            assertThat(application.get("/ready").statusCode()).isEqualTo(503);

            var tag = wire.channel().basicConsume("qasmm8", false, (consumerTag, delivery) -> {}, consumerTag -> {});
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> application.get("/ready").statusCode() == 200);

            wire.channel().basicCancel(tag);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> application.get("/ready").statusCode() == 503);
        }
    }
}
