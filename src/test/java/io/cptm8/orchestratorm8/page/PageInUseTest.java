package io.cptm8.orchestratorm8.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.InBrowser;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page while somebody reads it: what it shows goes on, and what is under the hands stays there. */
@InBrowser
@Timeout(120)
class PageInUseTest extends BrowserOnPlatform {

    private static final String RUNS = "#runs .scroll";

    /** What the test before has left is shown for up to a second. */
    private void beginRun() {
        browser.awaitText("#runs", "Nothing was heard of a run yet.");
        platform.handOver("asmm8", "naabum8", "complete");
        browser.awaitText("[data-run='1']", "under way");
    }

    private void awaitRedraw() {
        var before = browser.text(RUNS + " caption");
        browser.awaitThat(
                () -> assertThat(browser.text(RUNS + " caption")).isNotEmpty().isNotEqualTo(before));
    }

    @Test
    void what_is_under_way_grows_while_nothing_else_happens() {
        beginRun();

        awaitRedraw();
        awaitRedraw();
        awaitRedraw();
    }

    @Test
    void a_table_that_is_drawn_again_keeps_the_focus_and_what_was_scrolled() {
        try {
            browser.run("document.querySelector('#runs').style.width = '25rem'");
            beginRun();
            browser.run("const runs = document.querySelector(arguments[0]); runs.scrollLeft = 60; runs.focus();", RUNS);

            awaitRedraw();
            awaitRedraw();

            assertThat(browser.run("return document.querySelector(arguments[0]).scrollLeft", RUNS))
                    .isEqualTo(60L);
            assertThat(browser.run("return document.activeElement.dataset.key")).isEqualTo("runs");
        } finally {
            browser.run("document.querySelector('#runs').style.width = ''");
        }
    }

    @Test
    void what_is_marked_is_left_alone() {
        beginRun();
        browser.run("getSelection().selectAllChildren(document.querySelector(\"[data-run='1']\"))");

        browser.awaitThat(() -> assertThat(browser.text("#rings .turn")).containsPattern("for [5-9][.]?\\d* s"));

        assertThat(browser.run("return getSelection().isCollapsed")).isEqualTo(false);
    }

    @Test
    void of_a_domain_it_says_who_holds_its_scanner_and_where_the_ring_is_and_goes_on_saying_it() {
        platform.database().execute("INSERT INTO cptm8domain (name, enabled) VALUES ('held.example.com', false)");
        platform.handOver("asmm8", "naabum8", "complete");
        platform.database()
                .execute(
                        "SELECT orchestratorm8.hold_scanner('asmm8', 'change freeze <b>until noon</b>', 'mia', 'cli', NULL)");
        platform.database().execute("UPDATE cptm8domain SET enabled = true");
        browser.find("#domain-search").sendKeys("held");
        browser.awaitText("#domains tbody", "held.example.com");

        browser.find("#domains .opens").click();

        browser.awaitText(
                "#domains .answer",
                "held by mia until somebody resumes it: change freeze <b>until noon</b>",
                "asked for because: enabled",
                "ring asmm8",
                "is at naabum8 since",
                "usually not known yet");
        platform.handOver("naabum8", "katanam8", "complete");
        browser.awaitText("#domains .answer", "is at katanam8 since");
        browser.screenshots("domain-held");
    }

    @Test
    void a_stream_of_which_nothing_is_heard_for_too_long_is_taken_for_broken_and_asked_for_again() {
        browser.awaitText("#rings", "Nothing is on its way");
        // Forty seconds are two here, and for so long a quiet server has nothing to say.
        var hurry = browser.driver()
                .executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument",
                        Map.of(
                                "source",
                                "const inTime = setTimeout; window.setTimeout = (what, wait) => inTime(what, wait > 30000 ? wait / 20 : wait)"));
        try {
            browser.open(platform.address() + "/");
            browser.awaitText("#live", "Live");

            browser.awaitText("#banner", "The server does not answer; this page tries again by itself.");

            browser.awaitText("#live", "Live");
        } finally {
            browser.driver().executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", hurry);
        }
    }
}
