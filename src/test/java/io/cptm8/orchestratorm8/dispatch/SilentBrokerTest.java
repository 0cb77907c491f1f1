package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.FaultProxy;
import io.cptm8.orchestratorm8.testing.FaultProxy.Direction;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that takes everything and answers nothing, until it does again. */
@Timeout(120)
class SilentBrokerTest {

    /** Its own limits come to less than the 10 s after which a supervisor cuts it short. Without them it would wait for minutes; a busy machine adds seconds. */
    private static final Duration END = Duration.ofSeconds(20);

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @AutoClose
    private final FaultProxy network = FaultProxy.to(broker.port());

    @TempDir
    private Path home;

    @Test
    void what_it_took_is_repeated_with_the_same_id_and_the_end_is_not_held_up() {
        try (var application = new TestApplication(home, database, broker.through(network.port()))
                        .withTakeoverm8()
                        .set("dispatch.confirm-timeout", "4s")
                        .set("dispatch.lease", "8s")
                        .startAndAwaitReady();
                var wire = Wire.to(broker)) {
            // Channels are opened with the first message.
            Books.insert(database, 1);
            Books.awaitDone(database);
            network.blackhole(Direction.TO_CLIENT, true);
            database.execute(
                    "INSERT INTO cptm8domain (name) SELECT 'silent' || i || '.example' FROM generate_series(1, 50) i");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(application.metric(
                                    "orchestratorm8_receipts_total", "scanner=\"takeoverm8\"", "receipt=\"unknown\""))
                            .isGreaterThanOrEqualTo(50));
            // The connection is given up after its messages are.
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> application.get("/ready").statusCode() == 503);
            network.blackhole(Direction.TO_CLIENT, false);

            Books.awaitDone(database);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> application.get("/ready").statusCode() == 200);
            var books = Books.close("silent broker", database, wire);
            books.assertNoneLost(51);
            assertThat(books.duplicated()).isBetween(50, (int)
                    application.metric("orchestratorm8_possible_duplicates_total", "scanner=\"takeoverm8\""));
            assertEndsInTime(application);
        }
        assertThat(Books.claimed(database)).isZero();
    }

    @Test
    void an_end_while_it_is_silent_is_short_and_holds_nothing() {
        try (var application = new TestApplication(home, database, broker.through(network.port()))
                .withTakeoverm8()
                .startAndAwaitReady()) {
            Books.insert(database, 1);
            Books.awaitDone(database);
            network.blackhole(Direction.TO_CLIENT, true);
            database.execute(
                    "INSERT INTO cptm8domain (name) SELECT 'silent' || i || '.example' FROM generate_series(1, 50) i");
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> application.metric("orchestratorm8_unconfirmed", "scanner=\"takeoverm8\"") == 50);

            assertEndsInTime(application);
        }
        assertThat(Books.claimed(database)).isZero();
        assertThat(Books.open(database)).isEqualTo(50);
    }

    /** Its leases lapse by themselves: there is nobody to hand them back to. */
    @Test
    void a_process_that_nobody_answers_ends_in_time_all_the_same() {
        try (var toDatabase = FaultProxy.to(database.address().port());
                var wire = Wire.to(broker);
                var process = new TestApplication(home, database, broker.through(network.port()))
                        .database(
                                "127.0.0.1",
                                toDatabase.port(),
                                database.address().name())
                        .withTakeoverm8()
                        .launch()
                        .awaitReady()) {
            Books.insert(database, 1);
            Books.awaitDone(database);
            network.blackhole(Direction.TO_CLIENT, true);
            database.execute(
                    "INSERT INTO cptm8domain (name) SELECT 'silent' || i || '.example' FROM generate_series(1, 50) i");
            await().atMost(Duration.ofSeconds(10)).until(() -> wire.depth("qtakeoverm8") == 51);
            toDatabase.blackhole(true);

            process.terminate(END);
        }
    }

    private static void assertEndsInTime(TestApplication application) {
        var asked = System.nanoTime();
        application.close();
        var took = Duration.ofNanos(System.nanoTime() - asked);

        assertThat(took).as("the end").isLessThan(END);
    }
}
