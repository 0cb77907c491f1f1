package io.cptm8.orchestratorm8.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.InBrowser;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Keys;

/** The page as people see it: what happens shows without a reload, in light and in dark, and to those who cannot see it. */
@InBrowser
@Timeout(180)
class PageInBrowserTest extends BrowserOnPlatform {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void when_nothing_runs_it_says_so() {
        browser.awaitText(
                "#rings", "Ring of asmm8", "asmm8 → naabum8 → katanam8 → num8 → asmm8", "Nothing is on its way");
        browser.awaitText("#runs", "Nothing was heard of a run yet.");
        browser.awaitText("#links", "Database", "Broker", "Listening", "Routes", "Leads");
        browser.awaitText("#instances", "not known", "leads");
        assertThat(browser.find("#banner").isDisplayed()).isFalse();
        browser.screenshots("quiet");
    }

    @Test
    void a_token_is_seen_to_go_round_and_is_told_to_who_listens() {
        browser.awaitText("#rings", "Nothing is on its way");
        platform.handOver("asmm8", "naabum8", "complete");
        browser.awaitText("#rings", "naabum8 has its turn in run 1");
        assertThat(browser.all("#rings circle.token")).hasSize(1);
        browser.awaitText("#told", "Run 1 is at naabum8.");
        platform.handOver("naabum8", "katanam8", "warning");
        browser.awaitText("#told", "Run 1 is at katanam8.");
        platform.handOver("katanam8", "num8", "incomplete");
        platform.handOver("num8", "asmm8", "complete");
        platform.handOver("asmm8", "naabum8", "complete");
        browser.awaitText("[data-run='1']", "incomplete", "naabum8 warning");
        browser.awaitText("[data-run='2']", "under way", "asmm8 complete");
        assertThat(browser.all("[data-run='1'] .hop")).hasSize(4);
        browser.screenshots("running");
    }

    @Test
    void a_hop_that_is_late_or_stuck_says_so_and_why_in_words() {
        platform.handOver("asmm8", "naabum8", "complete");
        var why = "its start waits in qnaabum8 and nobody consumes that: naabum8 does not run, or has lost its channel";
        platform.database()
                .execute(
                        "UPDATE orchestratorm8.hop SET state = 'late', begun_at = now() - interval '50 min' WHERE ended_at IS NULL");
        browser.awaitText("#rings .tokens .late", "late", "50 min");
        platform.database()
                .execute("UPDATE orchestratorm8.hop SET state = 'stuck', restarts = 1, why = '" + why
                        + "' WHERE ended_at IS NULL");
        browser.awaitText("#rings .tokens .stuck", "stuck", "Started again once", why);
        browser.awaitText("#told", "naabum8 is stuck.");
        assertThat(browser.all("#rings .ring .mark")).hasSize(1);
        browser.screenshots("stuck");
    }

    @Test
    void what_is_parked_is_shown_as_text_whatever_it_is_and_can_be_retried() {
        var name = "<script>alert(1)</script><img src=x onerror=alert(2)>";
        platform.database().execute("INSERT INTO cptm8domain (name) VALUES ('" + name + "') ON CONFLICT DO NOTHING");
        browser.awaitText("#parked", name, "asmm8");
        browser.find("#domain-search").sendKeys("<SCRIPT>");
        browser.awaitText("#domains tbody", name);
        assertThat(browser.all("main script, main img")).isEmpty();
        browser.screenshots("parked");

        browser.find("#parked button").click();

        browser.awaitText("#parked", "Asked again: ", "for asmm8");
        await().atMost(LIMIT)
                .until(() -> platform.database()
                                .count("SELECT count(*) FROM orchestratorm8.request WHERE reason = 'retried'")
                        > 0);
        platform.database().execute("DELETE FROM cptm8domain WHERE name LIKE '<script>%'");
        browser.awaitThat(
                () -> assertThat(browser.find("#parked-section").isDisplayed()).isFalse());
    }

    @Test
    void what_is_held_says_by_whom_and_why_and_goes_on_when_it_is_resumed() {
        platform.hold("naabum8", "change freeze <b>until noon</b>");
        browser.awaitText("#holds", "naabum8", "mia: change freeze <b>until noon</b>");
        browser.awaitText("[data-scanner='naabum8']", "held");
        browser.screenshots("held");

        browser.find("#holds button").click();

        browser.awaitThat(
                () -> assertThat(browser.find("#holds-section").isDisplayed()).isFalse());
        assertThat(platform.database().count("SELECT count(*) FROM orchestratorm8.held"))
                .isZero();
        assertThat(
                        platform.database()
                                .ask(
                                        "SELECT who || ' ' || outcome FROM orchestratorm8.audit WHERE via = 'api' AND object = 'naabum8'"))
                .isEqualTo("operator done");
    }

    @Test
    void of_a_hundred_thousand_domains_the_one_that_is_asked_for_is_found_with_why() {
        platform.addDomains(100_000);
        platform.handOver("asmm8", "naabum8", "complete");
        browser.find("#domain-search").sendKeys("HOST-04242");
        browser.awaitText("#domains tbody", "host-042420.example.net", "host-042429.example.net");
        browser.awaitThat(() -> assertThat(browser.all("#domains .opens")).hasSize(10));
        browser.find("#domain-search").sendKeys(Keys.chord(Keys.CONTROL, "a"), "host-");
        browser.awaitThat(() -> assertThat(browser.all("#domains .opens")).hasSize(25));
        browser.find("[data-key='next']").click();
        browser.awaitText("#domains tbody", "host-000026.example.net");
        assertThat(browser.text(":focus")).isEqualTo("Next");
        browser.find("[data-key='previous']").click();
        browser.awaitText("#domains tbody", "host-000001.example.net");

        browser.find("#domains .opens").sendKeys(Keys.ENTER);

        browser.awaitText("#domains .answer", "never asked", "a change of the domain asks", "run 1 is at naabum8");
        browser.screenshots("domains");
        platform.addHeld("waits.example.com", "an audit");
        browser.find("#domain-search").sendKeys(Keys.chord(Keys.CONTROL, "a"), "waits.");
        browser.awaitText("#domains tbody", "waits.example.com");
        browser.find("#domains .opens").sendKeys(Keys.ENTER);
        browser.awaitText("#domains .answer", "held by mia: an audit");
    }

    @Test
    void without_a_leader_or_a_broker_it_says_what_is_away() throws SQLException {
        platform.broker(false);
        browser.awaitText("#banner", "Broker:");
        browser.awaitText("#links .bad", "Broker");
        browser.screenshots("broker-away");
        platform.broker(true);
        try (var usurper = platform.takeLeadership()) {
            browser.awaitText("#banner", "No instance leads");
            browser.screenshots("no-leader");
        }
        browser.awaitThat(
                () -> assertThat(browser.find("#banner").isDisplayed()).isFalse());
        browser.awaitText("#links", "Leads");
    }

    @Test
    void without_the_key_a_dialog_asks_for_it_and_the_keyboard_is_enough() {
        browser.run("sessionStorage.clear()");
        browser.open(platform.address() + "/");
        browser.awaitThat(() -> assertThat(browser.find("#ask").isDisplayed()).isTrue());
        browser.awaitText("#ask-why", "API key");
        browser.screenshots("key");
        assertThat(browser.complaints()).isNotEmpty().allMatch(complaint -> complaint.contains("401"));

        browser.find("#ask-key").sendKeys(WatchedPlatform.VIEWER, Keys.ENTER);
        browser.awaitText("#live", "Live");
        browser.awaitText("#rings", "Ring of asmm8");
        browser.awaitThat(() -> assertThat(browser.find("#ask").isDisplayed()).isFalse());

        // Who may only look is told so.
        platform.database().execute("SELECT orchestratorm8.hold_scanner('num8', 'a test', 'mia', 'cli', NULL)");
        browser.awaitText("#holds", "num8");
        browser.find("#holds button").sendKeys(Keys.ENTER);
        browser.awaitText("#holds .refused", "operate");
        assertThat(browser.complaints()).isNotEmpty().allMatch(complaint -> complaint.contains("403"));
        platform.database().execute("SELECT orchestratorm8.resume_scanner('num8', 'mia', 'cli')");
        browser.awaitThat(
                () -> assertThat(browser.find("#holds-section").isDisplayed()).isFalse());
    }

    @Test
    void on_a_narrow_screen_nothing_is_cut_off_and_the_first_tab_leads_to_the_content() {
        try {
            platform.handOver("asmm8", "naabum8", "complete");
            platform.handOver("naabum8", "katanam8", "warning");
            browser.size(400, 900);
            browser.awaitText("#rings", "katanam8 has its turn");
            assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
                    .isEqualTo(true);
            assertThat(
                            browser.run(
                                    "const runs = document.querySelector('#runs .scroll'); return runs.scrollWidth <= runs.clientWidth"))
                    .as("each run with its hops below it, and not beside it")
                    .isEqualTo(true);
            browser.screenshots("narrow");
            browser.find("body").sendKeys(Keys.TAB);
            assertThat(browser.text(":focus")).isEqualTo("Skip to the content");
            browser.find(":focus").sendKeys(Keys.ENTER);
            browser.awaitThat(() ->
                    assertThat(browser.run("return document.activeElement.id")).isEqualTo("main"));
            assertThat(browser.accessibilityViolations()).isEmpty();
        } finally {
            browser.size(1280, 1000);
        }
    }

    @Test
    void every_heading_has_its_place_and_every_picture_its_words() {
        assertThat(browser.all("h1, h2, h3").stream()
                        .map(each -> each.getTagName())
                        .toList())
                .startsWith("h1", "h2")
                .containsOnlyOnce("h1");
        assertThat(browser.all("svg:not([aria-hidden])")).isEmpty();
        assertThat(List.of("header", "nav", "main", "footer"))
                .allMatch(each -> browser.all(each).size() == 1);
    }
}
