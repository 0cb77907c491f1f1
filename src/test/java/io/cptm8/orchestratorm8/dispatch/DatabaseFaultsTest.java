package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.FaultProxy;
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

/** The database goes away at the worst moments; what was published is settled, and only once. */
@Timeout(180)
class DatabaseFaultsTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @AutoClose
    private final FaultProxy network = FaultProxy.to(database.address().port());

    @TempDir
    private Path home;

    private TestApplication application() {
        return new TestApplication(home, database, broker)
                .database("127.0.0.1", network.port(), database.address().name())
                .withTakeoverm8()
                .set("dispatch.confirm-timeout", "4s")
                .set("dispatch.lease", "8s")
                .set("dispatch.sweep", "200ms")
                .set("database.connect-timeout", "1s")
                .set("database.query-timeout", "2s");
    }

    @Test
    void a_start_without_database_says_so_and_goes_on_by_itself_when_it_comes() {
        network.refuse(true);
        try (var application = application().start()) {
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .untilAsserted(() -> {
                        var ready = application.get("/ready");
                        assertThat(ready.statusCode()).isEqualTo(503);
                        assertThat(ready.body())
                                .contains("\"database\":\"unhealthy\"", "cannot be reached", "waiting for database");
                    });
            Books.insert(database, 100);

            network.refuse(false);

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> application.get("/ready").body(), body -> body.contains("\"status\":\"ready\""));
            // They were there before the capture was: the first pass finds them.
            await().atMost(Duration.ofSeconds(40)).until(() -> Books.accepted(database) == 100);
            try (var wire = Wire.to(broker)) {
                Books.close("database away at start", database, wire).assertEachOnce(100);
            }
        }
    }

    @Test
    void connections_that_are_cut_again_and_again_between_claim_and_settlement_lose_none_and_repeat_none() {
        try (var application = application().startAndAwaitReady()) {
            Books.insert(database, 5_000);
            for (var cut = 0; cut < 8; cut++) {
                await("a claim to be out")
                        .atMost(Duration.ofSeconds(20))
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> Books.claimed(database) > 0 || Books.open(database) == 0);
                network.cutAll();
            }

            Books.awaitDone(database);
            try (var wire = Wire.to(broker)) {
                Books.close("database cut", database, wire).assertEachOnce(5_000);
            }
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> application.get("/ready").statusCode() == 200);
        }
    }

    @Test
    void an_acceptance_that_cannot_be_written_before_its_lease_lapses_is_settled_later_and_not_published_again() {
        try (var application = application().startAndAwaitReady();
                var wire = Wire.to(broker)) {
            // Settling waits for this lock longer than it may, gives up, and the lease lapses meanwhile.
            database.execute("CREATE FUNCTION public.no_settlement() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                    + " IF NEW.state = 'done' THEN RAISE EXCEPTION 'the disk is full'; END IF; RETURN NEW; END $$");
            database.execute(
                    "CREATE TRIGGER no_settlement BEFORE UPDATE ON orchestratorm8.request FOR EACH ROW WHEN (NEW.scanner = 'takeoverm8') EXECUTE FUNCTION public.no_settlement()");
            Books.insert(database, 20);
            wire.awaitDepth("qtakeoverm8", 20);

            await("the lease to lapse and another claim")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> database.count(
                                    "SELECT min(attempt) FROM orchestratorm8.request WHERE scanner = 'takeoverm8'")
                            >= 2);
            assertThat(wire.depth("qtakeoverm8")).isEqualTo(20);
            database.execute("DROP TRIGGER no_settlement ON orchestratorm8.request");

            Books.awaitDone(database);
            Books.close("verdict not written before the lease lapsed", database, wire)
                    .assertEachOnce(20);
            assertThat(application.get("/ready").statusCode()).isEqualTo(200);
        }
    }
}
