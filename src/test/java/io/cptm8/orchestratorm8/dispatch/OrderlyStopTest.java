package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An end that was asked for leaves nothing half done. */
@Timeout(180)
class OrderlyStopTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path first;

    @TempDir
    private Path second;

    @Test
    void a_stop_in_the_middle_of_ten_thousand_repeats_none_holds_none_and_the_next_start_sends_the_rest() {
        try (var application =
                new TestApplication(first, database, broker).withTakeoverm8().startAndAwaitReady()) {
            Books.insert(database, 10_000);
            await().atMost(Duration.ofSeconds(20))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> Books.accepted(database) > 0);
        }
        assertThat(Books.open(database)).as("requests left when it stopped").isPositive();
        assertThat(Books.claimed(database)).isZero();
        var accepted = Books.accepted(database);
        try (var wire = Wire.to(broker)) {
            assertThat(wire.depth("qtakeoverm8"))
                    .as("in the queue, as in the books")
                    .isEqualTo(accepted);
        }

        try (var application = new TestApplication(second, database, broker)
                        .withTakeoverm8()
                        .startAndAwaitReady();
                var wire = Wire.to(broker)) {
            Books.awaitDone(database);
            Books.close("stopped and started again", database, wire).assertEachOnce(10_000);
        }
    }
}
