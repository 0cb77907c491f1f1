package io.cptm8.orchestratorm8.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedScannersTest {

    private static final List<String> RING = List.of("asmm8", "naabum8", "katanam8", "num8");
    private static final ScanPace QUICK = new ScanPace(Duration.ofMillis(20), Duration.ofMinutes(10), Duration.ZERO);

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final Queue<Delivery> published = new ConcurrentLinkedQueue<>();

    private EmbeddedBroker broker;
    private Connection connection;
    private Channel channel;
    private SimulatedScanners scanners;

    @BeforeEach
    void start() throws Exception {
        broker = new EmbeddedBroker(EmbeddedBroker.CPTM8_QUEUES);
        connection = broker.address().connectionFactory().newConnection();
        channel = connection.createChannel();
        channel.exchangeDeclare("cptm8", "topic", true);
        var listener = channel.queueDeclare().getQueue();
        channel.queueBind(listener, "cptm8", "cptm8.#");
        channel.basicConsume(listener, true, (tag, delivery) -> published.add(delivery), tag -> {});
        for (var scanner : RING) {
            channel.queueBind("q" + scanner, "cptm8", "cptm8." + scanner + ".#");
        }
    }

    @AfterEach
    void stop() throws IOException {
        scanners.close();
        connection.close();
        broker.close();
    }

    @Test
    void each_scanner_of_the_ring_starts_the_next() throws Exception {
        work(QUICK);
        publish("cptm8.asmm8.get.scan", "");

        await().untilAsserted(() -> assertThat(text())
                .containsSubsequence(
                        "asmm8      scan started",
                        "asmm8      complete → naabum8",
                        "naabum8    scan started",
                        "naabum8    complete → katanam8",
                        "katanam8   complete → num8",
                        "num8       complete, rests for 600.0 s"));
        assertThat(text().lines()).allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3}  \\S+ +\\S.*"));
    }

    @Test
    void the_last_one_closes_the_ring_after_its_rest() throws Exception {
        work(new ScanPace(Duration.ofMillis(5), Duration.ofMillis(5), Duration.ZERO));
        publish("cptm8.asmm8.get.scan", "");

        await().untilAsserted(() -> assertThat(text().lines().filter(line -> line.contains("next round → asmm8")))
                .hasSizeGreaterThanOrEqualTo(2));
    }

    @Test
    void a_hand_over_has_the_platform_s_form() throws Exception {
        work(QUICK);
        publish("cptm8.naabum8.get.scan", "");
        await().until(() -> published.stream().anyMatch(each -> key(each).equals("cptm8.katanam8.get.scan")));

        var handOver = published.stream()
                .filter(each -> key(each).equals("cptm8.katanam8.get.scan"))
                .findFirst()
                .orElseThrow();
        var envelope = new ObjectMapper().readTree(handOver.getBody());
        assertThat(envelope.fieldNames()).toIterable().containsExactly("channel", "payload", "timestamp", "source");
        assertThat(envelope.get("channel").textValue()).isEqualTo("cptm8.katanam8.get.scan");
        assertThat(envelope.get("payload").get("status").textValue()).isEqualTo("complete");
        assertThat(envelope.get("payload").get("message").textValue()).isNotBlank();
        assertThat(OffsetDateTime.parse(envelope.get("timestamp").textValue())).isBefore(OffsetDateTime.now());
        assertThat(envelope.get("source").textValue()).isEqualTo("naabum8");
        assertThat(handOver.getProperties().getDeliveryMode()).isEqualTo(2);
        assertThat(handOver.getProperties().getContentType()).isEqualTo("application/json");
        assertThat(handOver.getProperties().getMessageId()).isNull();
    }

    @Test
    void a_scanner_holds_its_message_until_the_scan_has_ended() throws Exception {
        work(new ScanPace(Duration.ofMinutes(10), Duration.ZERO, Duration.ZERO));
        publish("cptm8.asmm8.get.scan", "");
        await().until(() -> text().contains("scan started"));

        scanners.close();

        await().until(() -> channel.basicGet("qasmm8", true) != null);
    }

    @Test
    void a_scanner_joins_when_its_queue_appears_and_takes_every_domain() throws Exception {
        work(QUICK);
        await().until(() -> text().contains("listening on qnum8"));
        assertThat(text()).doesNotContain("qtakeoverm8");

        channel.queueDeclare("qtakeoverm8", true, false, false, Map.of());
        channel.queueBind("qtakeoverm8", "cptm8", "cptm8.takeoverm8.#");
        publish("cptm8.takeoverm8.post.scan", "{\"payload\":{\"id\":1,\"name\":\"a.example\"}}");
        publish("cptm8.takeoverm8.post.scan", "not JSON");

        await().untilAsserted(() ->
                assertThat(text()).contains("takeoverm8 scanned a.example", "takeoverm8 scanned a domain"));
        // It acknowledges first, but on another connection.
        await().until(() -> channel.messageCount("qtakeoverm8") == 0);
    }

    @Test
    void a_scanner_comes_back_when_the_broker_has_closed_its_channel() throws Exception {
        work(QUICK);
        await().until(() -> text().contains("listening on qasmm8"));
        channel.exchangeDelete("cptm8");
        channel.basicPublish("", "qasmm8", null, new byte[0]);
        // The second time it has come back and been given its message again; the first says only what it is about to
        // do.
        await().until(() -> text().split("complete → naabum8").length > 2);

        channel.exchangeDeclare("cptm8", "topic", true);
        channel.queueBind("qnaabum8", "cptm8", "cptm8.naabum8.#");
        // What is handed over between these two reaches nobody.
        channel.basicPublish("", "qasmm8", null, new byte[0]);

        await().until(() -> text().contains("naabum8    scan started"));
        assertThat(text().split("listening on qasmm8")).hasSizeGreaterThan(2);
    }

    @Test
    void refuses_to_wait_for_less_than_nothing() throws Exception {
        work(QUICK);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScanPace(Duration.ofMillis(-1), Duration.ZERO, Duration.ZERO));
    }

    private void work(ScanPace pace) throws IOException {
        scanners = new SimulatedScanners(broker.address(), pace, new PrintStream(lines, true, StandardCharsets.UTF_8));
        scanners.start();
    }

    private void publish(String routingKey, String body) throws IOException {
        channel.basicPublish("cptm8", routingKey, null, body.getBytes(StandardCharsets.UTF_8));
    }

    private String text() {
        return lines.toString(StandardCharsets.UTF_8);
    }

    private static String key(Delivery delivery) {
        return delivery.getEnvelope().getRoutingKey();
    }
}
