package io.cptm8.orchestratorm8.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.LogCapture;
import io.cptm8.orchestratorm8.testing.SettableClock;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A throttle and an aggregator hold moments of the clock as it was; no test can set the one that they read. */
@Timeout(120)
class ClockSetBackTest {

    private final TestDatabase database = TestDatabase.fresh();

    @TempDir
    private Path home;

    @Test
    void scanners_routes_begin_anew_when_the_clock_is_set_back_and_dispatch_goes_on() {
        var clock = SettableClock.goingOn();
        try (var log = LogCapture.of("io.cptm8.orchestratorm8");
                var application = new TestApplication(
                                home, database, TestBroker.shared().newVirtualHost())
                        .withTakeoverm8()
                        .clock(clock)
                        .startAndAwaitReady()) {
            var context = application.application().context();
            var perDomain = context.getRoute("takeoverm8");
            var ringStart = context.getRoute("asmm8");

            clock.step(Duration.ofHours(1));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> log.messages().stream().anyMatch(line -> line.contains("was set forward")));
            assertThat(context.getRoute("takeoverm8")).isSameAs(perDomain);
            clock.step(Duration.ofHours(-1));

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> log.messages().stream().anyMatch(line -> line.contains("was set back")));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> context.getRoute("takeoverm8") != null
                            && context.getRoute("takeoverm8") != perDomain
                            && context.getRoute("asmm8") != null
                            && context.getRoute("asmm8") != ringStart);
            database.execute("INSERT INTO cptm8domain (name) VALUES ('shop.example.com')");
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            database.count("SELECT count(*) FROM orchestratorm8.request WHERE state = 'done'") == 2);
        }
    }
}
