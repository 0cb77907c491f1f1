package io.cptm8.orchestratorm8.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.Browser;
import io.cptm8.orchestratorm8.testing.InBrowser;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page as people see it: what happens shows without a reload, in light and in dark, and to those who cannot see it. */
@InBrowser
@Timeout(180)
class PageInBrowserTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final BrokerAddress BROKER = TestBroker.shared().newVirtualHost();

    @TempDir
    private static Path home;

    private static TestApplication application;
    private static Browser browser;
    private static Wire wire;

    @BeforeAll
    static void start() {
        // What the watch would make of what these tests write is not what they are about.
        application = new TestApplication(home, DATABASE, BROKER)
                .edit("routes/watch.yaml", "0/5 * * * * ?", "0 0 0 1 1 ?")
                .startAndAwaitReady();
        wire = Wire.to(BROKER);
        browser = new Browser();
    }

    @AfterAll
    static void end() {
        browser.close();
        wire.close();
        application.close();
    }

    @BeforeEach
    void forgetRuns() {
        DATABASE.execute("TRUNCATE orchestratorm8.run, orchestratorm8.hop, orchestratorm8.hand_over RESTART IDENTITY");
        browser.open(application.address() + "/");
    }

    @AfterEach
    void nothingWasRefusedAndNobodyIsLeftOut() {
        assertThat(browser.accessibilityViolations()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    /** As a scanner says it that has ended. */
    private static void handOver(String source, String next, String status) {
        wire.publish("cptm8", "cptm8." + next + ".get.scan", """
                {"payload":{"status":"%s"},"timestamp":"%d","source":"%s"}""".formatted(status, System.nanoTime(), source));
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        DATABASE.count("SELECT count(*) FROM orchestratorm8.ring_now WHERE scanner = '" + next + "'")
                                > 0);
    }

    @Test
    void when_nothing_runs_it_says_so() {
        browser.awaitText("#rings", "Ring of asmm8", "Nothing is on its way");
        browser.awaitText("#runs", "Nothing was heard of a run yet.");
        browser.awaitText("#links", "Database", "Broker", "Listening", "Routes", "Leads");
        assertThat(browser.text("#live")).isEqualTo("Live");
        browser.screenshots("quiet");
    }

    @Test
    void a_token_is_seen_to_go_round() {
        browser.awaitText("#rings", "Nothing is on its way");
        handOver("asmm8", "naabum8", "complete");
        browser.awaitText("#rings", "naabum8 has its turn in run 1");
        handOver("naabum8", "katanam8", "warning");
        browser.awaitText("#rings", "katanam8 has its turn in run 1");
        assertThat(browser.text("[role=status]")).isNotEmpty();
        handOver("katanam8", "num8", "incomplete");
        handOver("num8", "asmm8", "complete");
        handOver("asmm8", "naabum8", "complete");
        browser.awaitText("[data-run='1']", "incomplete");
        browser.awaitText("[data-run='2']", "under way");
        browser.screenshots("running");
    }
}
