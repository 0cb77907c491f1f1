package io.cptm8.orchestratorm8.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.FaultProxy;
import io.cptm8.orchestratorm8.testing.LogCapture;
import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the platform's dashboard would hear, bound as its services expect it. One application for all of it: each test is about a kind and
 * scanner of its own, of which the first is told at once, and the interval never ends unless a test ends it.
 */
@RealRabbitMq
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NotifyRouteTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TIME = "\\(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC\\)";

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();
    private final FaultProxy proxy = FaultProxy.to(broker.port());
    private TestApplication application;
    private Wire wire;
    private Dashboard dashboard;

    @BeforeAll
    void start(@TempDir Path home) {
        wire = Wire.to(broker);
        dashboard = new Dashboard(wire);
        application = new TestApplication(home, database, broker)
                .broker(new BrokerAddress(
                        "127.0.0.1", proxy.port(), broker.virtualHost(), broker.user(), broker.password()))
                .withTakeoverm8()
                .withManyTokens()
                .set("notify.every", "1d")
                .set("ring.late-floor", "1s")
                .set("ring.late-ceiling", "1s")
                .set("ring.restarts", "1")
                .edit("routes/watch.yaml", "0/5 * * * * ?", "* * * * * ?")
                .startAndAwaitReady();
    }

    @AfterAll
    void end() {
        application.close();
        wire.close();
        proxy.close();
    }

    private double counted(String kind, String outcome) {
        return application.metric(
                "orchestratorm8_notifications_total", "kind=\"" + kind + "\"", "outcome=\"" + outcome + "\"");
    }

    @Test
    @Order(1)
    void a_start_of_an_instance_is_told_and_that_it_leads_in_the_same() throws IOException {
        Dashboard.assertNotification(
                dashboard.await(" has started"),
                "warning",
                "normal",
                "OrchestratorM8: the instance on \\S+ \\(process \\d+\\) has started, with 6 scanners; it leads\\. "
                        + TIME);
        assertThat(dashboard.count(" leads now")).isZero();
    }

    /** As a scanner says it that has ended. */
    private void handOver(String source, String next) {
        wire.publish("cptm8", "cptm8." + next + ".get.scan", """
                {"payload":{"status":"complete"},"timestamp":"%d","source":"%s"}""".formatted(System.nanoTime(), source));
    }

    @Test
    @Order(2) // before a start of ours, which would be one more token
    void a_hop_that_is_started_again_recovered_or_given_up_is_told() throws IOException {
        handOver("asmm8", "naabum8");
        wire.take("qnaabum8", 2);
        Dashboard.assertNotification(
                dashboard.await("naabum8 is started again"),
                "warning",
                "normal",
                "OrchestratorM8: naabum8 is started again in run \\d+ of ring asmm8, restart 1 of 1 at most; at work for \\d+ s, usually not known yet: .+\\. "
                        + TIME);

        handOver("naabum8", "katanam8");
        Dashboard.assertNotification(
                dashboard.await("naabum8 has recovered"),
                "warning",
                "normal",
                "OrchestratorM8: naabum8 has recovered: run \\d+ goes on with katanam8\\. " + TIME);

        wire.take("qkatanam8", 2);
        Dashboard.assertNotification(
                dashboard.await("katanam8 is given up"),
                "error",
                "urgent",
                "OrchestratorM8: katanam8 is given up in run \\d+ of ring asmm8 after 1 more start, .+ Nothing goes on in this run\\. .+ "
                        + TIME);
    }

    @Test
    @Order(3)
    void a_request_that_is_parked_is_told_and_five_thousand_more_are_one_message() throws Exception {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('localhost')");
        Dashboard.assertNotification(
                dashboard.await("takeoverm8: 1 request parked"),
                "error",
                "normal",
                "OrchestratorM8: takeoverm8: 1 request parked, because of: \"localhost\" .+; see orchestratorm8 parked list "
                        + TIME);

        database.execute("INSERT INTO cptm8domain (name) SELECT 'bad_' || i FROM generate_series(1, 5000) i");
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> database.count("SELECT count(*) FROM orchestratorm8.parked WHERE scanner = 'takeoverm8'")
                        == 5001);
        Awaitility.await().atMost(LIMIT).until(() -> counted("parked", "gathered") == 10_000);
        assertThat(dashboard.count("takeoverm8")).isEqualTo(1);
        application.set("notify.every", "1s");

        assertThat(dashboard.await("takeoverm8: 5,000 more requests parked").text())
                .contains("; and 4,997 more; see orchestratorm8 parked list\"");
        dashboard.await("asmm8: 5,000 more requests parked");
        application.set("notify.every", "1d");
        assertThat(dashboard.count("takeoverm8")).isEqualTo(2);
        assertThat(counted("parked", "sent")).isEqualTo(4);
    }

    @Test
    @Order(4)
    void a_start_that_no_queue_takes_is_told() throws IOException {
        wire.unbind("qasmm8", "cptm8", "cptm8.asmm8.#");
        database.execute("INSERT INTO cptm8domain (name) VALUES ('shop.example.com')");

        Dashboard.assertNotification(
                dashboard.await("asmm8: 1 message unroutable"),
                "error",
                "normal",
                "OrchestratorM8: asmm8: 1 message unroutable, because of: 312 NO_ROUTE: no queue is bound to exchange cptm8 for key cptm8\\.asmm8\\.get\\.scan; sent again when a queue is bound, see orchestratorm8 doctor "
                        + TIME);

        wire.bind("qasmm8", "cptm8", "cptm8.asmm8.#");
        wire.take("qasmm8", 1);
    }

    @Test
    @Order(5)
    void a_message_for_a_domain_that_no_queue_takes_is_told() {
        wire.unbind("qtakeoverm8", "cptm8", "cptm8.takeoverm8.#");
        database.execute("INSERT INTO cptm8domain (name) VALUES ('other.example.com')");

        dashboard.await("takeoverm8: 1 message unroutable");

        wire.bind("qtakeoverm8", "cptm8", "cptm8.takeoverm8.#");
    }

    @Test
    @Order(6)
    void what_happens_while_the_broker_is_away_is_told_once_when_it_is_back() throws IOException {
        proxy.refuse(true);
        proxy.cutAll();
        database.executeAsSuperuser(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'orchestratorm8 listen' AND datname = current_database()");
        Awaitility.await().atMost(LIMIT).until(() -> application.metric("orchestratorm8_leader") == 1);
        assertThat(dashboard.count(" leads now")).isZero();

        proxy.refuse(false);

        Dashboard.assertNotification(
                dashboard.await(" leads now"),
                "warning",
                "normal",
                "OrchestratorM8: the instance on \\S+ \\(process \\d+\\) leads now: it alone starts rings and watches them\\. "
                        + TIME);
        Awaitility.await().atMost(LIMIT).until(() -> counted("leads", "sent") == 1);
        assertThat(dashboard.count(" leads now")).isEqualTo(1);
    }

    @Test
    @Order(7)
    void where_nobody_listens_it_is_said_once_and_nothing_fails() {
        dashboard.leave();
        wire.unbind("qreportingm8", "scheduler", "scheduler.qreportingm8.#");
        try (var log = LogCapture.of(NoticeOutcome.class.getName())) {
            database.execute(
                    "SELECT orchestratorm8.ask(array_agg(id), 'asked', 'reportingm8') FROM cptm8domain WHERE name = 'shop.example.com'");
            Awaitility.await().atMost(LIMIT).until(() -> counted("unroutable", "unrouted") == 1);
            database.execute(
                    "SELECT orchestratorm8.ask(array_agg(id), 'asked', 'reportingm8') FROM cptm8domain WHERE name = 'localhost'");
            Awaitility.await().atMost(LIMIT).until(() -> counted("parked", "unrouted") == 1);

            assertThat(log.messages())
                    .containsExactly(
                            "INFO No queue is bound to exchange notification for app.error.normal: what is told there is counted, and gone. That is no fault.");
            assertThat(application.get("/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    @Order(8)
    void what_is_gathered_is_told_before_an_end_in_order_and_a_password_in_it_is_hidden() {
        dashboard.listen();
        var gathered = counted("parked", "gathered");
        database.execute("INSERT INTO cptm8domain (name) VALUES ('" + broker.password() + "_')");
        Awaitility.await().atMost(LIMIT).until(() -> counted("parked", "gathered") == gathered + 2);

        application.close();

        assertThat(dashboard
                        .await("takeoverm8: 1 request parked, because of: \\\"***_\\\"")
                        .text())
                .doesNotContain(broker.password());
    }
}
