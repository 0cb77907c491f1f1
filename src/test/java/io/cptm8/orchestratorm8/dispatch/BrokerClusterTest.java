package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.LogCapture;
import io.cptm8.orchestratorm8.testing.RabbitCluster;
import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The broker is a cluster, and nodes of it go. The one that hangs is last: it takes its time to find its place again. */
@RealRabbitMq
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrokerClusterTest {

    private static final Pattern CONNECTED = Pattern.compile("Connected to the broker at 127\\.0\\.0\\.1:(\\d+)\\.");
    private static final Duration LIMIT = Duration.ofSeconds(120);

    // One for all of them: nine nodes to start would take longer than all that is tested here.
    @AutoClose
    private static RabbitCluster cluster;

    private static int made;

    private final TestDatabase database = TestDatabase.fresh();
    private final String virtualHost = "cluster-" + ++made;

    @AutoClose
    private final LogCapture log = LogCapture.of("io.cptm8.orchestratorm8.rabbitmq.Broker");

    @TempDir
    private Path home;

    @BeforeAll
    static void launch() {
        cluster = RabbitCluster.launch();
    }

    @BeforeEach
    void start() {
        cluster.heal();
        cluster.addVirtualHost(virtualHost);
    }

    private BrokerAddress address(int node) {
        return cluster.addresses(virtualHost).get(node);
    }

    private TestApplication application(String hosts) {
        return new TestApplication(home, database, address(0))
                .environment("RABBITMQ_HOSTNAME", hosts)
                .edit(
                        "routes/scanners/takeoverm8.yaml",
                        "      - { name: body, value: bare }",
                        "      - { name: queueType, value: quorum }\n      - { name: body, value: bare }")
                .withTakeoverm8()
                .set("dispatch.confirm-timeout", "4s")
                .set("dispatch.lease", "8s")
                .set("dispatch.retry-maximum", "2s");
    }

    /** The node that is published to, by the log. */
    private int connected() {
        return log.messages().stream()
                .map(CONNECTED::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> cluster.withPort(Integer.parseInt(matcher.group(1))))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private void awaitDone() {
        await("all requests to be done").atMost(LIMIT).until(() -> Books.open(database) == 0);
    }

    private Books books(String title, int node) {
        try (var wire = Wire.to(address(node))) {
            return Books.close(title, database, wire);
        }
    }

    @Test
    @Order(1)
    void the_node_that_is_published_to_is_killed_under_load_and_another_takes_over() {
        try (var application = application(cluster.hosts()).startAndAwaitReady()) {
            var killed = connected();
            Books.insert(database, 5_000);
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(5)).until(() -> Books.accepted(database) > 0);
            cluster.kill(killed);

            awaitDone();

            assertThat(connected()).isNotEqualTo(killed);
            var books = books("node killed", connected());
            books.assertNoneLost(5_000);
            assertThat(books.duplicated()).isLessThanOrEqualTo((int)
                    application.metric("orchestratorm8_possible_duplicates_total", "scanner=\"takeoverm8\""));
            await().atMost(LIMIT).until(() -> application.get("/ready").statusCode() == 200);
        }
    }

    @Test
    @Order(3)
    void a_minority_that_hangs_loses_nothing_whether_we_are_connected_to_it_or_not() {
        try (var application = application(cluster.hosts()).startAndAwaitReady()) {
            Books.insert(database, 500);
            awaitDone();
            var hangs = connected();
            cluster.pause(hangs);
            database.execute(
                    "INSERT INTO cptm8domain (name) SELECT 'hung' || i || '.example' FROM generate_series(1, 500) i");

            awaitDone();

            assertThat(connected()).isNotEqualTo(hangs);
            books("minority hangs", connected()).assertNoneLost(1_000);
            cluster.resume(hangs);
            await().atMost(LIMIT).until(() -> application.get("/ready").statusCode() == 200);
        }
    }

    @Test
    @Order(2)
    void a_ring_start_that_a_queue_refuses_because_its_node_is_gone_is_sent_when_the_node_is_back() {
        // A classic queue is on the node where it was declared.
        try (var wire = Wire.to(address(2))) {
            wire.topic("cptm8").queue("qasmm8", Wire.ONE_WAITING).bind("qasmm8", "cptm8", "cptm8.asmm8.#");
        }
        try (var application = application("127.0.0.1:%d,127.0.0.1:%d"
                        .formatted(address(0).port(), address(1).port()))
                .startAndAwaitReady()) {
            cluster.kill(2);
            database.execute("INSERT INTO cptm8domain (name) VALUES ('shop.example')");

            await("the broker's word")
                    .atMost(LIMIT)
                    .until(
                            () -> database.ask(
                                    "SELECT coalesce(receipt, '') FROM orchestratorm8.request WHERE scanner = 'asmm8'"),
                            receipt -> !receipt.isEmpty());
            assertThat(
                            database.ask(
                                    "SELECT state || ' ' || receipt || ' ' || last_error FROM orchestratorm8.request WHERE scanner = 'asmm8'"))
                    .startsWith("waiting ");
            cluster.start(2);

            await("the request to be done")
                    .atMost(LIMIT)
                    .until(
                            () -> database.ask(
                                    "SELECT state || ' ' || receipt FROM orchestratorm8.request WHERE scanner = 'asmm8'"),
                            "done accepted"::equals);
            try (var wire = Wire.to(address(2))) {
                assertThat(wire.drain("qasmm8")).hasSize(1);
            }
            assertThat(application.get("/ready").statusCode()).isEqualTo(200);
        }
    }
}
