package io.cptm8.orchestratorm8.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.LogCapture;
import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The ring loses its token at each scanner in turn, in each of the ways in which CPTM8's scanners do: it is found, its cause is named, and the
 * run goes on. A ring for each way, all of them at the same time, in one application.
 */
@RealRabbitMq
@Timeout(180)
class LostTokenTest {

    private static final Map<LostToken, LostTokenRound> ROUNDS = new EnumMap<>(LostToken.class);

    /** What came to who listens to exchange notification. */
    private static final Queue<String> NOTIFICATIONS = new ConcurrentLinkedQueue<>();

    @TempDir
    private static Path home;

    private static TestDatabase database;

    @AutoClose
    private static TestApplication application;

    @AutoClose
    private static LogCapture log;

    @AutoClose
    private static Wire wire;

    @BeforeAll
    static void beginRounds() {
        database = TestDatabase.fresh();
        var broker = TestBroker.shared().newVirtualHost();
        application = new TestApplication(home, database, broker)
                .set("ring.late-floor", "1s")
                .set("ring.late-ceiling", "1s")
                .set("notify.every", "1s")
                .edit("routes/watch.yaml", "0/5 * * * * ?", "* * * * * ?");
        log = LogCapture.of(HopEvent.class.getPackageName());
        for (var way : LostToken.values()) {
            var round = new LostTokenRound(way, database, log, application);
            round.declare();
            ROUNDS.put(way, round);
        }
        wire = Wire.to(broker)
                .topic("notification")
                .queue("qtold")
                .bind("qtold", "notification", "app.#")
                .hear("qtold", NOTIFICATIONS::add);
        application.startAndAwaitReady();
        ROUNDS.forEach((way, round) -> new Thread(() -> round.run(wire), way.name()).start());
    }

    @AfterAll
    static void look() {
        assertThat(application.get("/ready").statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> eachScannerInEachWay() {
        return Arrays.stream(LostToken.values())
                .flatMap(way -> LostTokenRound.SCANNERS.stream().map(scanner -> Arguments.of(scanner, way)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("eachScannerInEachWay")
    void it_is_found_and_its_cause_is_named_and_its_scanner_started_again_once_at_most(String scanner, LostToken way) {
        var round = ROUNDS.get(way);
        var name = round.name(scanner);

        round.awaitFound(scanner);

        assertThat(round.said(name, way.isOneTooMany() ? LostTokenRound.TOO_MANY : "late"))
                .first()
                .asString()
                .containsPattern(": " + way.cause(name));
        assertThat(round.said(name, "started again"))
                .hasSize(way.restarts())
                .allSatisfy(said -> assertThat(said).containsPattern(way.found(name)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("eachScannerInEachWay")
    void people_are_told_once_that_it_is_lost_and_once_that_it_has_recovered(String scanner, LostToken way) {
        var round = ROUNDS.get(way);

        round.awaitEnd();

        awaitOne(round.notice(scanner));
        if (!way.isOneTooMany()) {
            // The last scanner's recovery begins another run.
            awaitOne(round.name(scanner) + " has recovered: run ");
        }
    }

    /** One message; it may tell of something else too. */
    private static void awaitOne(String words) {
        var pattern = Pattern.compile(words);
        await(words)
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(NOTIFICATIONS)
                        .filteredOn(told -> pattern.matcher(told).find())
                        .hasSize(1));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void the_ledger_has_one_complete_run_with_each_restart_and_one_token_at_its_end(LostToken way) {
        var round = ROUNDS.get(way);

        round.awaitEnd();

        var run = round.run();
        assertThat(database.rows("SELECT outcome FROM orchestratorm8.run WHERE id = " + run))
                .containsExactly("complete");
        assertThat(database.rows(
                        "SELECT scanner, status, restarts, next FROM orchestratorm8.hop WHERE run = %s ORDER BY id"
                                .formatted(run)))
                .containsExactlyElementsOf(LostTokenRound.SCANNERS.stream()
                        .map(scanner -> "%s|complete|%d|%s"
                                .formatted(
                                        round.name(scanner), way.restarts(), round.name(LostTokenRound.next(scanner))))
                        .toList());
        assertThat(database.count("SELECT count(*) FROM orchestratorm8.run WHERE ring = '%s' AND ended_at IS NULL"
                        .formatted(round.ring())))
                .isEqualTo(1);
        assertThat(database.count("SELECT count(*) FROM orchestratorm8.run WHERE ring = '%s' AND outcome = 'merged'"
                        .formatted(round.ring())))
                .isEqualTo(way.merged());
    }
}
