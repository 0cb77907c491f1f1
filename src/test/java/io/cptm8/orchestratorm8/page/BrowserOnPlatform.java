package io.cptm8.orchestratorm8.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.Browser;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** For each class of tests one platform, and one browser that is at its page with a key. */
abstract class BrowserOnPlatform {

    @TempDir
    private static Path home;

    static WatchedPlatform platform;
    static Browser browser;

    @BeforeAll
    static void start() {
        platform = new WatchedPlatform(home);
        browser = new Browser();
    }

    @AfterAll
    static void end() {
        browser.close();
        platform.close();
    }

    /** As somebody who has given the key in this tab. */
    @BeforeEach
    void openWithKey() {
        platform.forget();
        browser.open(platform.address() + "/health");
        browser.run("sessionStorage.setItem('orchestratorm8.key', arguments[0])", WatchedPlatform.OPERATOR);
        browser.complaints();
        browser.open(platform.address() + "/");
        browser.awaitText("#live", "Live");
    }

    @AfterEach
    void nobodyIsLeftOutAndThePolicyRefusedNothing() {
        assertThat(browser.accessibilityViolations()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }
}
