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

/** The end of the process at its busiest moment, with and without a chance to tidy up. */
@Timeout(240)
class KillTest {

    private static final int DOMAINS = 10_000;
    /** Longer than the program itself waits for an end in order: past that it ends with another code than 0. */
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** What a supervisor gives a program to end in order before it kills it. */
    private static final Duration SUPERVISOR = Duration.ofSeconds(10);

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path home;

    private TestApplication application() {
        return new TestApplication(home, database, broker)
                .withTakeoverm8()
                .set("dispatch.lease", "5s")
                .set("dispatch.confirm-timeout", "2s");
    }

    @Test
    void kill_9_again_and_again_in_the_middle_of_ten_thousand_loses_none_and_repeats_carry_the_same_id() {
        var installation = application();
        var kills = 0;
        try (var wire = Wire.to(broker)) {
            try (var process = installation.launch().awaitReady()) {
                Books.insert(database, DOMAINS);
                awaitAccepted(500);
                process.kill();
                kills++;
            }
            assertThat(Books.open(database))
                    .as("requests left when it was killed")
                    .isPositive();
            assertThat(Books.claimed(database)).as("requests held by the dead").isPositive();
            try (var process = installation.launch().awaitReady()) {
                awaitAccepted(Books.accepted(database) + 500);
                process.kill();
                kills++;
            }
            try (var process = installation.launch().awaitReady()) {
                Books.awaitDone(database);
                // What the dead held for the ring comes free when its lease lapses, which nobody else can hand back.
                await().atMost(Duration.ofSeconds(30)).until(() -> Books.claimed(database) == 0);
                assertThat(process.terminate(LIMIT)).isZero();
            }

            var books = Books.close("kill -9, " + kills + " times", database, wire);
            books.assertNoneLost(DOMAINS);
            // Two claims of a thousand can be out when it is killed, and the killed one counts what it finds held.
            assertThat(books.duplicated())
                    .isLessThanOrEqualTo(kills * 2_000)
                    .isLessThanOrEqualTo(database.count(
                            "SELECT sum(repeats) FROM orchestratorm8.request WHERE scanner = 'takeoverm8'"));
            assertThat(Books.claimed(database)).isZero();
        }
    }

    @Test
    void a_sigterm_in_the_middle_of_ten_thousand_ends_in_order_and_repeats_none() {
        // Whatever is slow here, nothing may be taken for lost that the broker has.
        var installation = application().set("dispatch.lease", "60s").set("dispatch.confirm-timeout", "10s");
        try (var wire = Wire.to(broker)) {
            try (var process = installation.launch().awaitReady()) {
                Books.insert(database, DOMAINS);
                awaitAccepted(500);

                assertThat(process.terminate(SUPERVISOR)).as(process.output()).isZero();
            }
            assertThat(Books.open(database)).as("requests left when it ended").isPositive();
            assertThat(Books.claimed(database)).isZero();
            assertThat(wire.depth("qtakeoverm8"))
                    .as("in the queue, as in the books")
                    .isEqualTo(Books.accepted(database));

            try (var process = installation.launch().awaitReady()) {
                Books.awaitDone(database);
                assertThat(process.terminate(LIMIT)).isZero();
            }
            Books.close("SIGTERM", database, wire).assertEachOnce(DOMAINS);
        }
    }

    private void awaitAccepted(int count) {
        await().atMost(Duration.ofSeconds(40))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> Books.accepted(database) >= count);
    }
}
