package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.FaultProxy;
import io.cptm8.orchestratorm8.testing.RabbitNode;
import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the broker, every request gets there. */
@RealRabbitMq
@Timeout(180)
class BrokerFaultsTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();
    private final RabbitNode node = TestBroker.shared().node();

    @AutoClose
    private final FaultProxy network = FaultProxy.to(broker.port());

    @TempDir
    private Path home;

    private TestApplication application() {
        return new TestApplication(home, database, broker.through(network.port()))
                .withTakeoverm8()
                .set("dispatch.confirm-timeout", "4s")
                .set("dispatch.lease", "8s")
                .set("dispatch.sweep", "200ms")
                .set("dispatch.retry-maximum", "500ms");
    }

    @Test
    void a_start_without_broker_says_so_and_goes_on_by_itself_when_it_comes() {
        network.refuse(true);
        try (var application = application().start()) {
            await().atMost(Duration.ofSeconds(40))
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .untilAsserted(() -> {
                        var ready = application.get("/ready");
                        assertThat(ready.statusCode()).isEqualTo(503);
                        assertThat(ready.body())
                                .contains(
                                        "\"database\":\"healthy\"",
                                        "\"rabbitmq\":\"unhealthy\"",
                                        "ConnectException",
                                        "waiting for broker");
                    });
            Books.insert(database, 100);

            network.refuse(false);

            await().atMost(Duration.ofSeconds(40))
                    .until(() -> application.get("/ready").statusCode() == 200);
            Books.awaitDone(database);
            try (var wire = Wire.to(broker)) {
                Books.close("broker away at start", database, wire).assertEachOnce(100);
            }
        }
    }

    @Test
    void a_broker_that_is_lost_while_the_queues_are_declared_does_not_end_the_start() {
        network.blackhole(FaultProxy.Direction.TO_CLIENT, true);
        try (var application =
                application().set("rabbitmq.connect-timeout", "500ms").start()) {
            await("attempts that hang").atMost(Duration.ofSeconds(40)).until(() -> network.connections() > 0);
            network.cutAll();
            network.blackhole(FaultProxy.Direction.TO_CLIENT, false);
            for (var cut = 0; cut < 5; cut++) {
                await().atMost(Duration.ofSeconds(20))
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> network.connections() > 0);
                network.cutAll();
            }

            await().atMost(Duration.ofSeconds(40))
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .until(
                            () -> application.get("/ready").body(),
                            body -> body.contains("\"status\":\"ready\"") && !body.contains("waiting for"));
            assertThat(application.application().refusal()).isNull();
        }
    }

    @Test
    void a_broker_that_stops_in_the_middle_of_five_thousand_loses_none() {
        inTheMiddle("broker restarted", node::stop);
    }

    @Test
    void a_broker_that_is_killed_in_the_middle_of_five_thousand_loses_none() {
        inTheMiddle("broker killed", node::kill);
    }

    private void inTheMiddle(String title, Runnable fault) {
        try (var application = application().startAndAwaitReady()) {
            Books.insert(database, 5_000);
            await().atMost(Duration.ofSeconds(40))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> Books.accepted(database) > 0);

            fault.run();
            assertThat(Books.open(database)).as("requests left when it went").isPositive();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> application.get("/ready").statusCode() == 503);
            node.start();

            Books.awaitDone(database);
            try (var wire = Wire.to(broker)) {
                var books = Books.close(title, database, wire);
                books.assertNoneLost(5_000);
                // A repeat is only what was without a word, and was counted: no more than the window.
                assertThat(books.duplicated())
                        .isLessThanOrEqualTo((int) application.metric(
                                "orchestratorm8_possible_duplicates_total", "scanner=\"takeoverm8\""))
                        .isLessThanOrEqualTo(2_000);
            }
            assertThat(application.get("/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void nothing_is_claimed_while_the_broker_has_a_memory_alarm_and_everything_goes_when_it_lifts() {
        try (var application = application().startAndAwaitReady()) {
            Books.insert(database, 1);
            Books.awaitDone(database);
            node.setMemoryAlarm(true);
            // The broker tells who publishes: the first message finds out, this one or asmm8's start, still on its way.
            database.execute("INSERT INTO cptm8domain (name) VALUES ('first.example')");
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(application.get("/ready").statusCode()).isEqualTo(503);
                assertThat(application.get("/ready").body()).contains("the broker blocks publishers: low on memory");
            });
            database.execute(
                    "INSERT INTO cptm8domain (name) SELECT 'later' || i || '.example' FROM generate_series(1, 100) i");

            await("several sweeps and a confirm timeout")
                    .during(Duration.ofSeconds(5))
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> database.count(
                                    "SELECT count(*) FROM orchestratorm8.request r JOIN cptm8domain d ON d.id = r.domain_id WHERE r.scanner = 'takeoverm8' AND r.state = 'waiting' AND r.attempt = 0 AND d.name LIKE 'later%'")
                            == 100);
            node.setMemoryAlarm(false);

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> application.get("/ready").statusCode() == 200);
            Books.awaitDone(database);
            try (var wire = Wire.to(broker)) {
                Books.close("memory alarm", database, wire).assertEachOnce(102);
            }
        }
    }
}
