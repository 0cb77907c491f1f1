package io.cptm8.orchestratorm8.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.FreePorts;
import io.cptm8.orchestratorm8.testing.RabbitNode;
import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With the management API, what is bound on the broker is compared too, and nothing that was looked at has changed. */
@RealRabbitMq
@Timeout(180)
class ManagementTest {

    @TempDir
    private static Path home;

    private static final Duration LATE = Duration.ofSeconds(30);

    private static RabbitNode node;
    private static Patient patient;
    private static String management;

    @BeforeAll
    static void begin() {
        var port = FreePorts.next();
        management = "http://127.0.0.1:" + port;
        var begun = System.nanoTime();
        node = RabbitNode.launchWithManagement(port);
        System.out.printf("A node with the management API is up in %d ms%n", (System.nanoTime() - begun) / 1_000_000);
        node.addVirtualHosts(List.of("a/b c"));
        BrokerAddress broker = node.address("a/b c");
        patient = new Patient(home, TestDatabase.fresh(), broker);
        patient.application.set("rabbitmq.management", management);
    }

    @AfterAll
    static void end() {
        if (patient != null) {
            patient.close();
        }
        node.close();
    }

    @Test
    void bindings_as_in_the_files_are_well() {
        var report = patient.examine();

        assertThat(report.findings()).isEmpty();
        assertThat(report.looks())
                .contains(new Look("bindings", "qnum8", Look.Result.OK, "cptm8.num8.#"))
                .noneMatch(look -> look.result() == Look.Result.NOT_LOOKED_AT
                        && look.what().equals("bindings"));
    }

    @Test
    void a_binding_that_is_gone_is_an_error_and_a_foreign_one_a_warning() throws Exception {
        patient.wire.channel().queueUnbind("qnum8", "cptm8", "cptm8.num8.#");
        var lost = patient.only(Ailment.BINDING_MISSING);
        assertThat(lost.text()).contains("qnum8 is not bound to exchange cptm8 with cptm8.num8.#");
        assertThat(lost.cure())
                .contains("rabbitmqadmin declare binding source=cptm8 destination=qnum8 routing_key='cptm8.num8.#'");

        patient.wire.bind("qnum8", "cptm8", "cptm8.num8.#").bind("qnum8", "cptm8", "cptm8.qnum8.#");
        var foreign = patient.only(Ailment.BINDING_FOREIGN);
        assertThat(foreign.severity()).isEqualTo(Severity.WARNING);
        assertThat(foreign.text()).contains("cptm8.qnum8.#");
        assertThat(foreign.cure()).startsWith("OrchestratorM8 leaves it alone.");

        patient.wire.channel().queueUnbind("qnum8", "cptm8", "cptm8.qnum8.#");
        patient.assertWell();
    }

    @Test
    void a_policy_that_changes_a_queue_is_named_and_one_that_does_not_is_not() {
        policy("shorter", "{<<\"message-ttl\">>, 1000}");
        // The API has numbers and policies of some seconds ago.
        await("the API tells of the policy")
                .atMost(LATE)
                .until(() -> !patient.examine().findings().isEmpty());
        var finding = patient.only(Ailment.QUEUE_POLICY);
        assertThat(finding.text()).contains("Policy shorter changes queue qnum8: message-ttl = 1000");
        assertThat(finding.cure()).contains("rabbitmqctl clear_policy -p 'a/b c' 'shorter'");
        noPolicy("shorter");
        policy("harmless", "{<<\"queue-master-locator\">>, <<\"min-masters\">>}");
        await("the API tells of the harmless policy")
                .atMost(LATE)
                .until(() -> patient.examine().looks().stream()
                        .anyMatch(look -> look.subject().equals("qnum8")
                                && look.detail().contains("policy harmless changes nothing")));
        patient.assertWell();
        noPolicy("harmless");
    }

    @Test
    void an_api_that_does_not_answer_or_let_us_in_is_a_warning_with_the_tag_that_it_needs() {
        patient.application.set("rabbitmq.management", "http://127.0.0.1:" + FreePorts.next());
        try {
            assertThat(patient.only(Ailment.MANAGEMENT_UNUSABLE).cure())
                    .contains("rabbitmq-plugins enable rabbitmq_management");
            patient.application.set("rabbitmq.management", management);
            tag("nothing");
            var refused = patient.only(Ailment.MANAGEMENT_UNUSABLE);
            assertThat(refused.text()).contains("tag management");
            tag("management");
        } finally {
            patient.application.set("rabbitmq.management", management);
            tag("administrator");
        }
        patient.assertWell();
    }

    @Test
    void looking_makes_and_changes_nothing_on_the_broker_or_in_the_database_whatever_is_missing() throws Exception {
        patient.application.edit(
                "routes/scanners/takeoverm8.yaml", "{{orchestratorm8.scanners.takeoverm8.enabled}}", "true");
        try {
            patient.wire.channel().queueDelete("qreportingm8");
            patient.wire.channel().exchangeDelete("scheduler");
            var broker = brokerState();
            await("what was written before, which its sessions tell when they have been idle for ten seconds")
                    .atMost(LATE)
                    .until(() -> patient.database.count(
                                    "SELECT count(*) FROM pg_stat_user_tables WHERE relname IN ('scanner', 'flyway_schema_history') AND n_tup_ins > 0")
                            == 2);
            var database = databaseState(patient.database);

            assertThat(patient.examine().findings())
                    .extracting(Finding::ailment)
                    .contains(Ailment.QUEUE_MISSING, Ailment.EXCHANGE_MISSING);
            assertThat(brokerState()).isEqualTo(broker);
            assertThat(databaseState(patient.database)).isEqualTo(database);

            var empty = TestDatabase.fresh();
            var before = databaseState(empty);
            patient.application.database(
                    empty.address().host(),
                    empty.address().port(),
                    empty.address().name());
            assertThat(patient.examine().findings())
                    .extracting(Finding::ailment)
                    .contains(Ailment.SCHEMA_MISSING);
            assertThat(databaseState(empty)).isEqualTo(before);
        } finally {
            var own = patient.database.address();
            patient.application.database(own.host(), own.port(), own.name());
            patient.application.edit(
                    "routes/scanners/takeoverm8.yaml",
                    "name: enabled, value: \"true\"",
                    "name: enabled, value: \"{{orchestratorm8.scanners.takeoverm8.enabled}}\"");
            patient.wire
                    .topic("scheduler")
                    .queue("qreportingm8")
                    .bind("qreportingm8", "scheduler", "scheduler.qreportingm8.#");
            patient.consume("qreportingm8");
        }
        patient.assertWell();
    }

    private static void policy(String name, String definition) {
        node.eval(
                "ok = rabbit_policy:set(<<\"a/b c\">>, <<\"%s\">>, <<\"^qnum8$\">>, [%s], 0, <<\"all\">>, <<\"test\">>)"
                        .formatted(name, definition));
    }

    private static void noPolicy(String name) {
        node.eval("ok = rabbit_policy:delete(<<\"a/b c\">>, <<\"%s\">>, <<\"test\">>)".formatted(name));
    }

    private static void tag(String tag) {
        node.eval("rabbit_auth_backend_internal:set_tags(<<\"%s\">>, [%s], <<\"test\">>)".formatted(node.user(), tag));
    }

    private static String brokerState() {
        return node.eval("""
                {rabbit_amqqueue:info_all(<<"a/b c">>, [name, durable, arguments, messages]),
                 rabbit_exchange:info_all(<<"a/b c">>, [name, type, durable, arguments]),
                 rabbit_binding:info_all(<<"a/b c">>)}""");
    }

    private static List<String> databaseState(TestDatabase database) {
        return database.rows("""
                SELECT 'schema ' || nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg_%'
                UNION ALL SELECT 'class ' || oid || relname FROM pg_class
                UNION ALL SELECT 'trigger ' || tgname || tgenabled::text FROM pg_trigger
                UNION ALL SELECT 'proc ' || oid FROM pg_proc
                UNION ALL SELECT relname || ' ' || n_tup_ins || ' ' || n_tup_upd || ' ' || n_tup_del FROM pg_stat_user_tables
                    WHERE relname <> 'request'
                ORDER BY 1""");
    }
}
