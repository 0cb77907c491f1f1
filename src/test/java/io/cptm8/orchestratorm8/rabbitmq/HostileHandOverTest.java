package io.cptm8.orchestratorm8.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.rabbitmq.client.AMQP.BasicProperties;
import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.LogCapture;
import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Whoever may publish on the platform's exchange is heard by the observer, and must gain nothing by that. */
@Timeout(180)
@RealRabbitMq
class HostileHandOverTest {

    private static final String KEY = "cptm8.naabum8.get.scan";
    private static final String GOOD = "{\"payload\":{\"status\":\"complete\"},\"source\":\"asmm8\"}";

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path home;

    private record Sent(BasicProperties properties, byte[] body) {}

    @Test
    void every_hostile_message_is_heard_once_and_acknowledged_and_does_nothing_else() throws IOException {
        var hostile = hostile();
        ((Logger) LoggerFactory.getLogger("ring")).setLevel(Level.INFO);
        var application = new TestApplication(home, database, broker).startAndAwaitReady();
        try (application;
                var log = LogCapture.of("ring");
                var problems = LogCapture.of("org.apache.camel");
                var wire = Wire.to(broker)) {
            wire.queue("stolen");
            for (var message : hostile.values()) {
                wire.channel().basicPublish("cptm8", KEY, message.properties(), message.body());
            }
            wire.publish("cptm8", KEY, GOOD.replace("complete", "incomplete"));

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> assertThat(heard(application, "incomplete")).isEqualTo(1));

            // Once each: what failed would come again.
            assertThat(application.metric("orchestratorm8_hand_overs_total")).isEqualTo(hostile.size() + 1);
            assertThat(heard(application, "complete"))
                    .as("those that are hand-overs but for their headers")
                    .isEqualTo(hostile.keySet().stream()
                            .filter(name -> name.startsWith("good body"))
                            .count());
            assertThat(wire.depth("stolen")).as("answers to reply_to").isZero();
            assertThat(log.messages())
                    .hasSize(hostile.size() + 1)
                    .allSatisfy(line -> assertThat(line)
                            .startsWith("INFO ")
                            .hasSizeLessThan(250)
                            .matches("[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+"))
                    .contains("INFO \\u001B[2Ja\\u000Ab\\u202E none -> " + KEY);
            assertThat(problems.messages()).noneMatch(line -> line.startsWith("WARN") || line.startsWith("ERROR"));
            assertThat(database.count("SELECT count(*) FROM cptm8domain")).isZero();
            assertThat(application.get("/ready").statusCode()).isEqualTo(200);
        }
        try (var wire = Wire.to(broker)) {
            assertThat(wire.depth("orchestratorm8.observer"))
                    .as("what was not acknowledged is there again")
                    .isZero();
        }
    }

    private static double heard(TestApplication application, String status) {
        return application.metric("orchestratorm8_hand_overs_total", "status=\"" + status + "\"");
    }

    private static Map<String, Sent> hostile() throws IOException {
        var plain = new BasicProperties();
        var messages = new LinkedHashMap<String, Sent>();
        messages.put("empty", new Sent(plain, new byte[0]));
        messages.put("not JSON", sent(plain, "hello"));
        messages.put("half JSON", sent(plain, "{\"payload\":{\"status\":\"complete\"},"));
        messages.put("a list", sent(plain, "[1,2,3]"));
        messages.put("no text", new Sent(plain, new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1}));
        messages.put("10,000 levels", sent(plain, padded("[".repeat(10_000) + "]".repeat(10_000))));
        messages.put("10,000 open levels", sent(plain, "{\"payload\":".repeat(10_000)));
        messages.put("5 MB", sent(plain, padded("[0" + ",0".repeat(2_500_000) + "]")));
        messages.put("900 kB of a name", sent(plain, "{\"source\":\"" + "x".repeat(900_000) + "\"}"));
        messages.put("900 kB of names", sent(plain, names(60_000)));
        messages.put("a long number", sent(plain, padded("9".repeat(100_000))));
        messages.put("a number for a status", sent(plain, "{\"payload\":{\"status\":1},\"source\":2}"));
        messages.put(
                "objects for texts", sent(plain, "{\"payload\":{\"status\":{\"status\":\"complete\"}},\"source\":[]}"));
        messages.put("null for all", sent(plain, "{\"payload\":null,\"source\":null}"));
        messages.put("a text for a payload", sent(plain, "{\"payload\":\"complete\"}"));
        messages.put(
                "an unknown status", sent(plain, "{\"payload\":{\"status\":\"${bean:broker}\"},\"source\":\"{{x}}\"}"));
        messages.put("a terminal's source", sent(plain, "{\"source\":\"\\u001b[2Ja\\nb\\u202e\"}"));

        messages.put("good body, reply_to", sent(properties().replyTo("stolen").build(), GOOD));
        messages.put(
                "good body, reply_to an exchange",
                sent(
                        properties()
                                .replyTo("cptm8/cptm8.asmm8.get.scan")
                                .correlationId("1")
                                .build(),
                        GOOD));
        messages.put(
                "good body, an unknown character set",
                sent(
                        properties()
                                .contentType("text/plain")
                                .contentEncoding("no-such-charset")
                                .build(),
                        GOOD));
        messages.put(
                "a Java object",
                new Sent(
                        properties()
                                .contentType("application/x-java-serialized-object")
                                .build(),
                        javaObject()));
        messages.put(
                "good body, a class to make",
                sent(
                        properties()
                                .contentType("application/json")
                                .headers(Map.of("__TypeId__", "java.lang.ProcessBuilder"))
                                .build(),
                        GOOD));
        messages.put(
                "good body, hostile headers",
                sent(properties().headers(headers()).build(), GOOD));
        messages.put(
                "good body, a huge header",
                sent(properties().headers(Map.of("x", "y".repeat(100_000))).build(), GOOD));
        return messages;
    }

    private static Map<String, Object> headers() {
        var headers = new LinkedHashMap<String, Object>();
        for (var name : new String[] {
            "CamelSqlQuery",
            "camelsqlquery",
            "CAMELSQLQUERY",
            "CamelHttpUri",
            "CamelBeanMethodName",
            "CamelSpringRabbitmqRoutingOverrideKey",
            "CamelSpringRabbitmqExchangeOverrideName",
            "CamelSpringRabbitmqRoutingKey",
            "CamelRedelivered",
            "org.apache.camel.foo",
            "operationName",
            "routingKey",
            "breadcrumbId",
            "handOver.source",
            "handOver.status",
            "handOver.key",
            "messageId",
            "x-delay",
            "x-death",
            "amqp_receivedRoutingKey",
            "spring_listener_return_correlation",
        }) {
            headers.put(name, "DROP TABLE cptm8domain");
        }
        return headers;
    }

    private static BasicProperties.Builder properties() {
        return new BasicProperties.Builder();
    }

    private static Sent sent(BasicProperties properties, String text) {
        return new Sent(properties, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A hand-over but for something in it that is too much, so that none of it counts. */
    private static String padded(String value) {
        return "{\"payload\":{\"status\":\"complete\"},\"x\":" + value + "}";
    }

    private static String names(int count) {
        var json = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            json.append("\"name").append(i).append("\":0,");
        }
        return json.append("\"source\":\"asmm8\"}").toString();
    }

    private static byte[] javaObject() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(new java.util.Date(0));
        }
        return bytes.toByteArray();
    }
}
