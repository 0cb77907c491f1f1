package io.cptm8.orchestratorm8.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.simulation.Conduct;
import io.cptm8.orchestratorm8.simulation.Order;
import io.cptm8.orchestratorm8.simulation.Simulation;
import io.cptm8.orchestratorm8.testing.LogCapture;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of the whole program when simulated scanners misbehave, with its embedded broker. */
@Timeout(120)
class SimulationTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final ScanPace QUICK = new ScanPace(Duration.ofMillis(200), Duration.ofMillis(1500), Duration.ZERO);

    private final TestDatabase database = TestDatabase.fresh();

    @TempDir
    private Path home;

    @Test
    void a_scanner_that_stalls_is_started_again_and_recovers_and_a_second_token_is_taken_out() throws Exception {
        try (var broker = new EmbeddedBroker(EmbeddedServices.queuesThatAreWorkedOn());
                var log = LogCapture.of("io.cptm8.orchestratorm8.ring");
                var scanners = new SimulatedScanners(
                        broker.address(), QUICK, new PrintStream(OutputStream.nullOutputStream()));
                var application = application(broker)) {
            scanners.start();
            application.startAndAwaitReady();
            database.execute("INSERT INTO cptm8domain (name) VALUES ('shop.example.com')");

            tell(broker, Conduct.STALL, "naabum8");
            awaitLine(log, "naabum8 is late in run 1 of ring asmm8, ");
            awaitLine(log, "naabum8 is started again in run 1 of ring asmm8, ");
            tell(broker, Conduct.NORMAL);
            awaitLine(log, "naabum8 has recovered: run 1 goes on with katanam8.");

            // num8 rests for longer than the watch waits between two looks.
            tell(broker, Conduct.DOUBLE, "katanam8");
            awaitLine(log, "num8 is one too many in run ");
            await().atMost(LIMIT)
                    .until(() -> database.rows(
                                    "SELECT DISTINCT outcome FROM orchestratorm8.run WHERE id > 1 AND outcome <> 'complete'")
                            .equals(List.of("merged")));

            tell(broker, Conduct.WARN, "asmm8");
            await().atMost(LIMIT)
                    .until(() -> database.count(
                                    "SELECT count(*) FROM orchestratorm8.hop WHERE scanner = 'asmm8' AND status = 'warning' AND said LIKE 'Simulated scan by asmm8 ended, but%'")
                            == 1);
        }
    }

    private TestApplication application(EmbeddedBroker broker) {
        var at = broker.address();
        return new TestApplication(
                        home,
                        database,
                        new io.cptm8.orchestratorm8.testing.BrokerAddress(
                                at.host(), at.port(), at.virtualHost(), at.user(), at.password()))
                .set("ring.late-floor", "2s")
                .set("ring.late-ceiling", "2s")
                .edit("routes/watch.yaml", "0/5 * * * * ?", "* * * * * ?");
    }

    private static void tell(EmbeddedBroker broker, Conduct conduct, String... scanner) throws Exception {
        try (var connection = broker.address().connectionFactory().newConnection()) {
            var order = new Order(conduct, Arrays.stream(scanner).findFirst());
            assertThat(Simulation.tell(connection, order))
                    .hasValueSatisfying(answer -> assertThat(answer.done()).isTrue());
        }
    }

    private static void awaitLine(LogCapture log, String text) {
        await(text).atMost(LIMIT).until(() -> log.messages().stream().anyMatch(message -> message.contains(text)));
    }
}
