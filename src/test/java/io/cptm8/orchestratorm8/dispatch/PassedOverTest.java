package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PassedOverTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path home;

    /** Also a claim that came too late for a row has it locked until it ends. The lease here outlasts the test. */
    @Test
    void what_is_locked_while_it_is_settled_is_settled_when_it_is_free_again() throws SQLException {
        try (var application = new TestApplication(home, database, broker)
                        .withTakeoverm8()
                        .set("dispatch.lease", "1h")
                        .edit(
                                "routes/scanners/takeoverm8.yaml",
                                "    parameters:\n",
                                "    parameters:\n      - { name: rate, value: 1 }\n")
                        .startAndAwaitReady();
                var wire = Wire.to(broker);
                var locker = database.connect()) {
            Books.insert(database, 3);
            await("the first message, while the others wait for their turn")
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> wire.depth("qtakeoverm8") > 0);
            locker.setAutoCommit(false);
            try (var statement = locker.createStatement()) {
                statement.execute("SELECT FROM orchestratorm8.request WHERE scanner = 'takeoverm8' FOR UPDATE");
            }
            await("all receipts")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> application.metric(
                                    "orchestratorm8_receipts_total", "scanner=\"takeoverm8\"", "receipt=\"accepted\"")
                            == 3);
            await("a verdict that cannot be written")
                    .during(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> Books.open(database) == 3);

            locker.rollback();

            Books.awaitDone(database);
            Books.close("locked for a moment", database, wire).assertEachOnce(3);
            assertThat(Books.claimed(database)).isZero();
        }
    }
}
