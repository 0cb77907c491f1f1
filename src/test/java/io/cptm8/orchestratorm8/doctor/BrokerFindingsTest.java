package io.cptm8.orchestratorm8.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import io.cptm8.orchestratorm8.testing.FreePorts;
import io.cptm8.orchestratorm8.testing.RabbitNode;
import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with a broker is found with its cure, and no longer found when it is mended. */
@RealRabbitMq
@Timeout(120)
class BrokerFindingsTest {

    @TempDir
    private static Path home;

    @TempDir
    private static Path another;

    private static Patient patient;
    private static RabbitNode node;

    @BeforeAll
    static void begin() {
        node = TestBroker.shared().node();
        patient = new Patient(home, TestDatabase.fresh(), TestBroker.shared().newVirtualHost());
    }

    @AfterAll
    static void end() {
        patient.close();
    }

    private static void onBroker(Step step) throws Exception {
        try (var channel = patient.wire.connection().createChannel()) {
            step.run(channel);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run(Channel channel) throws IOException;
    }

    @Test
    void nothing_is_found_when_nothing_is_wrong_and_the_report_says_what_it_did_not_look_at() {
        var report = patient.examine();

        assertThat(report.findings()).isEmpty();
        assertThat(report.exitCode(true)).isZero();
        assertThat(report.looks())
                .contains(new Look("queue", "qnum8", Look.Result.OK, "1 consumer, 0 ready"))
                .contains(new Look("exchange", "cptm8", Look.Result.OK, "topic, durable"))
                .anyMatch(look -> look.what().equals("bindings")
                        && look.result() == Look.Result.NOT_LOOKED_AT
                        && look.detail().contains("set orchestratorm8.rabbitmq.management"));
    }

    @Test
    void a_queue_that_is_not_there_is_an_error_until_it_is_declared() throws Exception {
        onBroker(channel -> channel.queueDelete("qnum8"));

        var finding = patient.only(Ailment.QUEUE_MISSING);
        assertThat(finding.text()).contains("no queue qnum8", "scanner num8", "unroutable");
        assertThat(finding.cure()).contains("Start OrchestratorM8");

        patient.wire.queue("qnum8", Wire.ONE_WAITING).bind("qnum8", "cptm8", "cptm8.num8.#");
        patient.consume("qnum8").assertWell();
    }

    @Test
    void a_queue_with_other_arguments_is_named_with_both_values() throws Exception {
        onBroker(channel -> channel.queueDelete("qnum8"));
        patient.wire.queue("qnum8", Map.of("x-max-length", 2, "x-overflow", "reject-publish"));
        patient.consume("qnum8");

        var finding = patient.only(Ailment.QUEUE_DIFFERS);
        assertThat(finding.text()).contains("x-max-length is '2' there", "declares it with '1'");
        assertThat(finding.cure()).contains("queueArguments", "rabbitmqctl delete_queue qnum8");

        onBroker(channel -> channel.queueDelete("qnum8"));
        patient.wire.queue("qnum8", Wire.ONE_WAITING).bind("qnum8", "cptm8", "cptm8.num8.#");
        patient.consume("qnum8").assertWell();
    }

    @Test
    void a_queue_of_one_connection_alone_is_locked() throws Exception {
        onBroker(channel -> channel.queueDelete("qnum8"));
        try (var other = Wire.to(patient.broker)) {
            other.channel().queueDeclare("qnum8", true, true, false, Map.of());

            assertThat(patient.only(Ailment.QUEUE_LOCKED).cure()).contains("exclusive");
        }

        patient.wire.queue("qnum8", Wire.ONE_WAITING).bind("qnum8", "cptm8", "cptm8.num8.#");
        patient.consume("qnum8").assertWell();
    }

    @Test
    void an_exchange_that_is_missing_or_of_another_type_is_an_error() throws Exception {
        onBroker(channel -> channel.exchangeDelete("scheduler"));
        assertThat(patient.only(Ailment.EXCHANGE_MISSING).text()).contains("no exchange scheduler");

        onBroker(channel -> channel.exchangeDeclare("scheduler", "direct", true));
        var finding = patient.only(Ailment.EXCHANGE_DIFFERS);
        assertThat(finding.text()).contains("type is 'direct' there", "with 'topic'");
        assertThat(finding.cure()).contains("rabbitmqadmin delete exchange name=scheduler");

        onBroker(channel -> channel.exchangeDelete("scheduler"));
        patient.wire.topic("scheduler").bind("qreportingm8", "scheduler", "scheduler.qreportingm8.#");
        patient.assertWell();
    }

    @Test
    void a_queue_without_consumer_is_a_warning_and_with_a_message_in_it_an_error_and_full() {
        patient.stopConsuming("qnum8");
        var warning = patient.only(Ailment.QUEUE_WITHOUT_CONSUMER);
        assertThat(warning.severity()).isEqualTo(Severity.WARNING);
        assertThat(warning.cure()).contains("Start num8");
        assertThat(patient.examine().exitCode(false)).isZero();
        assertThat(patient.examine().exitCode(true)).isEqualTo(1);

        patient.wire.publish("", "qnum8", "waits").awaitDepth("qnum8", 1);
        var report = patient.examine();
        assertThat(report.findings())
                .extracting(Finding::ailment)
                .containsExactly(Ailment.QUEUE_STUCK, Ailment.QUEUE_FULL);
        assertThat(report.exitCode(false)).isEqualTo(1);
        assertThat(report.findings().get(1).text()).contains("is full: 1 message waits", "x-max-length is 1");

        patient.consume("qnum8").wire.awaitDepth("qnum8", 0);
        patient.assertWell();
    }

    @Test
    void each_permission_that_is_missing_is_named_and_the_command_that_is_given_is_enough() throws Exception {
        var vhost = patient.broker.virtualHost();
        try {
            node.permit(vhost, "^$", ".*", ".*");
            assertThat(patient.examine().findings())
                    .extracting(Finding::ailment)
                    .containsOnly(Ailment.PERMISSION_CONFIGURE)
                    .hasSize(7);
            node.permit(vhost, ".*", ".*", "^(scheduler|amq.*|orch.*)$");
            assertThat(patient.only(Ailment.PERMISSION_READ).subject()).isEqualTo("exchange cptm8");
            node.permit(vhost, ".*", "^(q.*|scheduler)$", ".*");
            assertThat(patient.only(Ailment.PERMISSION_WRITE).subject()).isEqualTo("exchange cptm8");
            node.permit(vhost, ".*", "^(cptm8|scheduler|q[^n].*|qnaabum8)$", ".*");
            var finding = patient.only(Ailment.PERMISSION_WRITE);
            assertThat(finding.subject()).isEqualTo("queue qnum8");

            var quoted =
                    finding.cure().split("rabbitmqctl set_permissions -p ")[1].split("'");
            node.ctl("set_permissions", "-p", quoted[1], quoted[3], quoted[5], quoted[7], quoted[9]);
            patient.assertWell();
            assertEnough(quoted[5], quoted[7], quoted[9]);
        } finally {
            node.permit(vhost, ".*", ".*", ".*");
        }
        patient.assertWell();
    }

    /** On a virtual host with nothing in it, an application with these permissions declares, binds and consumes. */
    private static void assertEnough(String configure, String write, String read) throws IOException {
        var empty = TestBroker.shared().newVirtualHost();
        node.permit(empty.virtualHost(), configure, write, read);
        try (var application = new TestApplication(another, TestDatabase.fresh(), empty).startAndAwaitReady();
                var wire = Wire.to(empty)) {
            assertThat(application.get("/ready").body()).doesNotContain("stopped");
            await("hand-overs are heard")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> wire.channel()
                                    .queueDeclarePassive("orchestratorm8.observer")
                                    .getConsumerCount()
                            == 1);
        }
    }

    @Test
    void an_alarm_of_the_broker_is_seen_and_seen_to_end() {
        node.setMemoryAlarm(true);
        try {
            var finding = patient.only(Ailment.BROKER_BLOCKS);
            assertThat(finding.text()).contains("low on memory");
            assertThat(finding.cure()).contains("vm_memory_high_watermark");
        } finally {
            node.setMemoryAlarm(false);
        }
        patient.assertWell();
    }

    @Test
    void a_broker_that_allows_fewer_channels_or_a_shorter_heartbeat_is_named_with_the_setting() {
        try {
            node.eval("application:set_env(rabbit, channel_max, 32)");
            assertThat(patient.only(Ailment.CHANNEL_MAX_LOWERED).cure())
                    .contains("orchestratorm8.rabbitmq.channels = 32");
            node.eval("application:set_env(rabbit, channel_max, 2047), application:set_env(rabbit, heartbeat, 7)");
            assertThat(patient.only(Ailment.HEARTBEAT_LOWERED).cure())
                    .contains("orchestratorm8.rabbitmq.heartbeat = 7s");
        } finally {
            node.eval("application:set_env(rabbit, channel_max, 2047), application:set_env(rabbit, heartbeat, 60)");
        }
        patient.assertWell();
    }

    @Test
    void a_broker_that_does_not_let_us_in_or_is_away_ends_with_2_and_the_database_is_looked_at_all_the_same() {
        try {
            patient.application.environment("RABBITMQ_PASSWORD", "not the password");
            var refused = patient.examine();
            assertThat(refused.exitCode(false)).isEqualTo(2);
            assertThat(refused.findings()).extracting(Finding::ailment).containsExactly(Ailment.BROKER_REFUSES_LOGIN);
            assertThat(refused.findings().get(0).cure()).contains("RABBITMQ_USERNAME");
            patient.application.environment("RABBITMQ_PORT", Integer.toString(FreePorts.next()));
            var away = patient.examine();
            assertThat(away.exitCode(false)).isEqualTo(2);
            assertThat(away.findings()).extracting(Finding::ailment).containsExactly(Ailment.BROKER_AWAY);
            assertThat(away.looks())
                    .anyMatch(look -> look.what().equals("triggers") && look.result() == Look.Result.OK);
        } finally {
            patient.application.broker(patient.broker);
        }
        patient.assertWell();
    }

    @Test
    void a_virtual_host_that_there_is_not_is_a_refusal() {
        try {
            patient.application.environment("RABBITMQ_VHOST", "nowhere");
            assertThat(patient.only(Ailment.BROKER_REFUSES_LOGIN).text()).contains("nowhere");
        } finally {
            patient.application.broker(patient.broker);
        }
    }
}
