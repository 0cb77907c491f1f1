package io.cptm8.orchestratorm8.rabbitmq.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.FaultProxy;
import io.cptm8.orchestratorm8.testing.FaultProxy.Direction;
import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Receipts when the broker's word does not come. */
@RealRabbitMq
@Timeout(120)
class LostBrokerTest {

    private static final String KEY = "cptm8.many.get.scan";

    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();
    private final FaultProxy network = FaultProxy.to(broker.port());
    private final Publishing publishing = new Publishing(broker.through(network.port()));

    @BeforeEach
    void topology() {
        try (var wire = Wire.to(broker)) {
            wire.topic("cptm8").queue("qmany").bind("qmany", "cptm8", "cptm8.many.#");
        }
    }

    @AfterEach
    void close() {
        network.close();
        publishing.close();
    }

    @Test
    void a_killed_broker_leaves_what_is_out_unknown_then_nothing_is_sent_until_it_is_back() throws IOException {
        publishing.ask("cptm8", KEY, "before");
        network.blackhole(Direction.TO_CLIENT, true);
        sendMany(10);

        TestBroker.shared().node().kill();

        assertAllUnknown(10);
        // The connection is given up after its messages are.
        await().atMost(Duration.ofSeconds(20)).until(() -> !publishing.broker().accepting());
        assertThatThrownBy(() -> publishing.send("cptm8", KEY, "meanwhile")).isInstanceOf(IOException.class);
        assertThat(publishing.answers("meanwhile")).isEmpty();
        network.blackhole(Direction.TO_CLIENT, false);
        TestBroker.shared().node().start();
        topology(); // a killed node may forget what was declared a moment before
        assertThat(publishing.askUntilSent("cptm8", KEY, "after").receipt()).isEqualTo(Receipt.ACCEPTED);
        assertThat(publishing.unconfirmed()).isZero();
    }

    @Test
    void confirms_that_never_come_are_unknown_within_the_confirm_timeout_and_the_connection_is_replaced()
            throws IOException {
        publishing.ask("cptm8", KEY, "before");
        network.blackhole(Direction.TO_CLIENT, true);
        var sent = System.nanoTime();
        sendMany(10);

        assertAllUnknown(10);

        assertThat(Duration.ofNanos(System.nanoTime() - sent))
                .isBetween(Publishing.CONFIRM_TIMEOUT, Publishing.CONFIRM_TIMEOUT.plusSeconds(10));
        assertThat(publishing.answer("m:0").detail())
                .contains("no confirm within " + Publishing.CONFIRM_TIMEOUT.toMillis() + " ms");
        await().atMost(Duration.ofSeconds(20)).until(() -> network.connections() == 0);
        network.blackhole(Direction.TO_CLIENT, false);
        assertThat(publishing.askUntilSent("cptm8", KEY, "after").receipt()).isEqualTo(Receipt.ACCEPTED);
        try (var wire = Wire.to(broker)) {
            // Unknown is the truth: the broker had taken them all.
            assertThat(wire.take("qmany", 12)).hasSize(12);
        }
    }

    @Test
    void connections_that_are_reset_while_they_are_set_up_are_tried_again_for_as_long_as_it_takes() {
        for (var attempt = 0; attempt < 100; attempt++) {
            await().atMost(Duration.ofSeconds(10))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        publishing.broker().accepting();
                        return network.connections() > 0;
                    });
            network.cutAll();
        }

        assertThat(publishing.askUntilSent("cptm8", KEY, "after").receipt()).isEqualTo(Receipt.ACCEPTED);
        // Each connection has a loop of its own, which must not outlive it.
        await().atMost(Duration.ofSeconds(15)).until(() -> loops() <= 2);
    }

    private static long loops() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack ->
                        Stream.of(stack).anyMatch(frame -> frame.getClassName().endsWith(".NioLoop")))
                .count();
    }

    @Test
    void no_more_than_the_window_is_out_and_the_next_is_refused_in_time() throws IOException {
        publishing.ask("cptm8", KEY, "before");
        network.blackhole(Direction.TO_CLIENT, true);
        sendMany(Publishing.WINDOW);
        assertThat(publishing.unconfirmed()).isEqualTo(Publishing.WINDOW);
        var asked = System.nanoTime();

        var refusal = catchThrowable(() -> publishing.send("cptm8", KEY, "too much"));

        // The confirm timeout for a place, and at most a connect timeout if one came free just then.
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Publishing.CONFIRM_TIMEOUT.plusSeconds(10));
        if (refusal == null) {
            // The first places come free when the oldest wait ends, which may be just before this one's does; then it
            // is out on the connection that is given up with them.
            assertThat(publishing.answer("too much").receipt()).isEqualTo(Receipt.UNKNOWN);
        } else {
            assertThat(refusal).isInstanceOf(IOException.class);
            assertThat(publishing.answers("too much")).isEmpty();
        }
        assertAllUnknown(Publishing.WINDOW);
        assertThat(publishing.unconfirmed()).isZero();
    }

    @Test
    void messages_that_wait_in_a_broker_with_a_memory_alarm_are_accepted_once_when_it_lifts() throws Exception {
        publishing.ask("cptm8", KEY, "before");
        var node = TestBroker.shared().node();
        node.setMemoryAlarm(true);
        sendMany(50);
        // RabbitMQ says it to who publishes, after it has read the first of it.
        await().atMost(Duration.ofSeconds(10)).until(() -> publishing.broker().isBlocked());

        assertThat(publishing.broker().accepting()).isFalse();
        assertThat(publishing.broker().trouble()).contains("blocks publishers").contains("memory");
        await("the confirm timeout to pass twice")
                .during(Publishing.CONFIRM_TIMEOUT.multipliedBy(2))
                .atMost(Publishing.CONFIRM_TIMEOUT.multipliedBy(5))
                .until(() -> publishing.unconfirmed() > 0 && publishing.broker().isBlocked());
        node.setMemoryAlarm(false);

        IntStream.range(0, 50)
                .forEach(number ->
                        assertThat(publishing.answer("m:" + number).receipt()).isEqualTo(Receipt.ACCEPTED));
        try (var wire = Wire.to(broker)) {
            assertThat(wire.take("qmany", 51)).hasSize(51);
        }
    }

    @Test
    void a_broker_that_is_killed_while_it_blocks_publishers_is_used_again_when_it_is_back() throws IOException {
        publishing.ask("cptm8", KEY, "before");
        var node = TestBroker.shared().node();
        node.setMemoryAlarm(true);
        sendMany(10);
        await().atMost(Duration.ofSeconds(10)).until(() -> publishing.broker().isBlocked());

        node.kill();
        node.start();
        topology();

        await().atMost(Duration.ofSeconds(10)).until(() -> publishing.broker().accepting());
        assertThat(publishing.askUntilSent("cptm8", KEY, "after").receipt()).isEqualTo(Receipt.ACCEPTED);
    }

    private void sendMany(int count) throws IOException {
        for (var number = 0; number < count; number++) {
            publishing.send("cptm8", KEY, "m:" + number);
        }
    }

    private void assertAllUnknown(int count) {
        IntStream.range(0, count).forEach(number -> {
            assertThat(publishing.answer("m:" + number).receipt()).isEqualTo(Receipt.UNKNOWN);
            assertThat(publishing.answers("m:" + number)).hasSize(1);
        });
    }
}
