package io.cptm8.orchestratorm8.embedded;

import static io.cptm8.orchestratorm8.simulation.Conduct.DIE;
import static io.cptm8.orchestratorm8.simulation.Conduct.DOUBLE;
import static io.cptm8.orchestratorm8.simulation.Conduct.NORMAL;
import static io.cptm8.orchestratorm8.simulation.Conduct.STALL;
import static io.cptm8.orchestratorm8.simulation.Conduct.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import io.cptm8.orchestratorm8.simulation.Answer;
import io.cptm8.orchestratorm8.simulation.Conduct;
import io.cptm8.orchestratorm8.simulation.Order;
import io.cptm8.orchestratorm8.simulation.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Simulated scanners that a person tells, while they run, how to conduct themselves. */
@Timeout(60)
class ToldScannersTest {

    private static final Duration MINUTES = Duration.ofMinutes(10);
    private static final ScanPace QUICK = new ScanPace(Duration.ofMillis(20), MINUTES, Duration.ZERO);
    private static final ScanPace SLOW = new ScanPace(MINUTES, MINUTES, Duration.ZERO);

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final Queue<Delivery> handedOver = new ConcurrentLinkedQueue<>();

    private EmbeddedBroker broker;
    private Connection connection;
    private Channel channel;
    private SimulatedScanners scanners;

    @BeforeEach
    void start() throws Exception {
        broker = new EmbeddedBroker(List.of());
        connection = broker.address().connectionFactory().newConnection();
        channel = connection.createChannel();
        channel.exchangeDeclare("cptm8", "topic", true);
        for (var scanner : List.of("asmm8", "naabum8", "takeoverm8")) {
            channel.queueDeclare("q" + scanner, true, false, false, Map.of());
        }
        var listener = channel.queueDeclare().getQueue();
        channel.queueBind(listener, "cptm8", "cptm8.katanam8.#");
        channel.basicConsume(listener, true, (tag, delivery) -> handedOver.add(delivery), tag -> {});
    }

    @AfterEach
    void stop() throws IOException {
        scanners.close();
        connection.close();
        broker.close();
    }

    private void work(ScanPace pace) throws IOException {
        scanners = new SimulatedScanners(broker.address(), pace, new PrintStream(lines, true, StandardCharsets.UTF_8));
        scanners.start();
        awaitLine("naabum8    listening on qnaabum8");
    }

    private Answer tell(Conduct conduct, String... scanner) throws IOException {
        return Simulation.tell(
                        connection, new Order(conduct, Arrays.stream(scanner).findFirst()))
                .orElseThrow();
    }

    private void startScan() throws IOException {
        channel.basicPublish("", "qnaabum8", null, new byte[0]);
    }

    private void awaitLine(String end) {
        await(end).until(() -> lines.toString(StandardCharsets.UTF_8).lines().anyMatch(line -> line.endsWith(end)));
    }

    private void awaitHandOvers(int count) {
        await(count + " hand-overs").until(() -> handedOver.size() == count);
    }

    private List<String> statuses() {
        return handedOver.stream()
                .map(each -> new String(each.getBody(), StandardCharsets.UTF_8)
                        .replaceAll(".*\"status\":\"(\\w+)\".*", "$1"))
                .toList();
    }

    @Test
    void one_that_dies_is_no_consumer_any_more_and_its_start_waits_until_it_is_told_to_work() throws Exception {
        work(SLOW);
        startScan();
        awaitLine("naabum8    scan started");

        assertThat(tell(DIE, "naabum8"))
                .isEqualTo(
                        new Answer(
                                true,
                                "naabum8 is gone, and a start that it worked on is back in its queue; it comes back with: simulate normal."));

        awaitLine("naabum8    told to die");
        assertThat(channel.consumerCount("qnaabum8")).isZero();
        await().until(() -> channel.messageCount("qnaabum8") == 1);
        assertThat(tell(NORMAL, "naabum8").done()).isTrue();
        await().until(() -> channel.consumerCount("qnaabum8") == 1);
        await().until(() -> lines.toString(StandardCharsets.UTF_8).split("naabum8    scan started").length == 3);
        assertThat(handedOver).isEmpty();
    }

    @Test
    void one_that_stalls_has_taken_its_start_and_hands_over_when_it_is_told_to_work() throws Exception {
        work(QUICK);
        tell(STALL, "naabum8");
        startScan();
        awaitLine("naabum8    stalled: has taken its start and says nothing more");
        await().until(() -> channel.messageCount("qnaabum8") == 0);
        // What it is started again with goes the same way.
        startScan();
        await().until(() -> channel.messageCount("qnaabum8") == 0);
        assertThat(handedOver).isEmpty();

        assertThat(tell(NORMAL)).isEqualTo(new Answer(true, "All of them work as they should."));

        awaitHandOvers(1);
        startScan();
        awaitHandOvers(2);
    }

    @Test
    void one_that_is_at_work_stalls_at_once_and_one_that_dies_stalled_owes_nothing() throws Exception {
        work(SLOW);
        startScan();
        awaitLine("naabum8    scan started");

        // Without a name it is the one that works.
        assertThat(tell(STALL).text()).startsWith("naabum8 takes its start");
        await().until(() -> channel.messageCount("qnaabum8") == 0);
        tell(DIE, "naabum8");
        tell(NORMAL);

        await().until(() -> channel.consumerCount("qnaabum8") == 1);
        assertThat(channel.messageCount("qnaabum8")).isZero();
        assertThat(lines.toString(StandardCharsets.UTF_8)).doesNotContain("→ katanam8");
    }

    @Test
    void one_that_warns_does_it_once_and_so_does_one_that_doubles() throws Exception {
        work(QUICK);
        assertThat(tell(WARN, "naabum8").text()).isEqualTo("naabum8 hands over with a warning, once.");
        startScan();
        awaitHandOvers(1);
        startScan();
        awaitHandOvers(2);
        assertThat(statuses()).containsExactly("warning", "complete");

        assertThat(tell(DOUBLE, "naabum8").text()).isEqualTo("naabum8 hands over twice, once.");
        startScan();
        awaitHandOvers(4);
        startScan();
        awaitHandOvers(5);
        assertThat(new String(handedOver.toArray(Delivery[]::new)[2].getBody(), StandardCharsets.UTF_8))
                .as("the ledger writes the same message down once")
                .isNotEqualTo(new String(handedOver.toArray(Delivery[]::new)[3].getBody(), StandardCharsets.UTF_8));
    }

    @Test
    void one_that_dies_and_comes_back_before_it_has_a_queue_consumes_it_once() throws Exception {
        work(QUICK);
        tell(DIE, "num8");
        tell(NORMAL, "num8");
        channel.queueDeclare("qnum8", true, false, false, Map.of());
        awaitLine("num8       listening on qnum8");

        // Longer than between two looks for a queue.
        await().during(Duration.ofSeconds(1)).until(() -> channel.consumerCount("qnum8") == 1);
    }

    @Test
    void when_none_works_it_is_the_one_that_begins_a_round() throws Exception {
        work(SLOW);
        assertThat(tell(STALL).text()).startsWith("asmm8 ");
    }

    @Test
    void what_cannot_be_done_is_refused_and_nothing_is_told() throws Exception {
        work(QUICK);
        assertThat(tell(WARN, "nmap8"))
                .isEqualTo(
                        new Answer(
                                false,
                                "There is no simulated scanner nmap8; there are asmm8, naabum8, katanam8, num8, takeoverm8. Nothing was told."));
        assertThat(tell(STALL, "takeoverm8"))
                .isEqualTo(
                        new Answer(
                                false,
                                "takeoverm8 takes one domain after the other and hands over to nobody: it can only die. Nothing was told."));
        assertThat(lines.toString(StandardCharsets.UTF_8)).doesNotContain("told to");
        assertThat(tell(DIE, "takeoverm8").done()).isTrue();
    }

    @Test
    void a_broker_without_simulated_scanners_has_nobody_to_tell() throws Exception {
        work(QUICK);
        scanners.close();
        await().until(() ->
                Simulation.tell(connection, new Order(NORMAL, Optional.empty())).isEmpty());
    }
}
