package io.cptm8.orchestratorm8.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@RealRabbitMq
class RabbitNodeTest {

    private final RabbitNode node = TestBroker.shared().node();

    @Test
    void a_killed_node_comes_back_with_its_durable_messages() throws Exception {
        BrokerAddress address = TestBroker.shared().newVirtualHost();
        Wire before = Wire.to(address).topic("cptm8").queue("kept").bind("kept", "cptm8", "#");
        before.channel().confirmSelect();
        before.publish("cptm8", "a.b", "still here");
        before.channel().waitForConfirmsOrDie(10_000);

        node.kill();

        assertThat(node.isRunning()).isFalse();
        await().until(() -> !before.connection().isOpen());
        before.close();

        node.start();

        try (Wire after = Wire.to(address)) {
            assertThat(after.take("kept", 1)).extracting(Received::text).containsExactly("still here");
        }
    }

    @Test
    void a_stop_tells_the_clients_and_the_next_test_finds_the_node_running_without_alarm() {
        try (Wire told = Wire.to(TestBroker.shared().newVirtualHost())) {
            node.setMemoryAlarm(true);
            node.stop();
            await().until(() -> !told.connection().isOpen());
            assertThat(told.connection().getCloseReason()).hasMessageContaining("CONNECTION_FORCED");
        }

        BrokerAddress address = TestBroker.shared().newVirtualHost();

        assertThat(node.isRunning()).isTrue();
        try (Wire wire = Wire.to(address).queue("new").publish("", "new", "x")) {
            wire.awaitDepth("new", 1);
        }
    }

    @Test
    void a_memory_alarm_blocks_publishers_until_it_ends() throws Exception {
        try (Wire wire = Wire.to(TestBroker.shared().newVirtualHost()).queue("q")) {
            CountDownLatch blocked = new CountDownLatch(1);
            CountDownLatch unblocked = new CountDownLatch(1);
            wire.connection().addBlockedListener(reason -> blocked.countDown(), unblocked::countDown);

            node.setMemoryAlarm(true);
            wire.publish("", "q", "held");
            assertThat(blocked.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(wire.connection().isOpen()).isTrue();

            node.setMemoryAlarm(false);
            assertThat(unblocked.await(60, TimeUnit.SECONDS)).isTrue();
            wire.awaitDepth("q", 1);
        }
    }

    @Test
    void connections_of_one_virtual_host_are_closed_with_the_reason_given() {
        BrokerAddress address = TestBroker.shared().newVirtualHost();
        try (Wire mine = Wire.to(address);
                Wire other = Wire.to(TestBroker.shared().newVirtualHost())) {
            node.closeAllConnections(address.virtualHost(), "maintenance");

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> !mine.connection().isOpen());
            assertThat(mine.connection().getCloseReason())
                    .hasMessageContaining("320")
                    .hasMessageContaining("maintenance");
            assertThat(other.connection().isOpen()).isTrue();
        }
    }

    @Test
    void ctl_answers_with_what_it_printed_and_fails_with_what_it_complained_about() {
        assertThat(node.ctl("eval", "1 + 1.")).isEqualToIgnoringWhitespace("2");
        assertThatThrownBy(() -> node.ctl("delete_vhost", "nowhere")).hasMessageContaining("nowhere");
    }

    @Test
    void what_the_node_evaluates_is_answered_and_what_goes_wrong_in_it_is_told() {
        assertThat(node.eval("1 + 1")).contains("2");
        assertThatThrownBy(() -> node.eval("ok = error")).hasMessageContaining("ok = error");
    }
}
