package io.cptm8.orchestratorm8.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium, as a person in front of it. */
public final class Browser implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final ChromeDriver driver;

    public Browser() {
        var options = new ChromeOptions();
        options.setBinary(Chromium.browser().orElseThrow().toFile());
        // No sandbox: as root there is none. No shared memory: containers have little.
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--lang=en",
                "--no-first-run");
        var logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logging);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(Chromium.driver().orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
        size(1280, 1000);
    }

    public void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    public void open(String address) {
        driver.get(address);
    }

    public ChromeDriver driver() {
        return driver;
    }

    public WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    public List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** What a person reads there; empty while there is no such thing. */
    public String text(String selector) {
        return String.valueOf(driver.executeScript(
                "const found = document.querySelector(arguments[0]); return found ? found.innerText : ''", selector));
    }

    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Until this holds; elements may be exchanged meanwhile. */
    public void awaitThat(ThrowingCallable assertion) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .ignoreException(StaleElementReferenceException.class)
                .untilAsserted(assertion::call);
    }

    public void awaitText(String selector, String... parts) {
        awaitThat(() -> assertThat(text(selector)).contains(parts));
    }

    /** What the system of the person says: {@code light} or {@code dark}. */
    public void scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** The whole page, in light and in dark, as files of this name in target/screenshots. */
    public void screenshots(String name) {
        for (var scheme : List.of("light", "dark")) {
            scheme(scheme);
            var taken = driver.executeCdpCommand(
                    "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
            try {
                Files.createDirectories(SCREENSHOTS);
                Files.write(
                        SCREENSHOTS.resolve(name + "-" + scheme + ".png"),
                        OutputType.BYTES.convertFromBase64Png((String) taken.get("data")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What axe finds against WCAG 2.0 to 2.2 A and AA, each as one line; in the dark only colours can be others. */
    public List<String> accessibilityViolations() {
        if (!Boolean.TRUE.equals(run("return Boolean(window.axe)"))) {
            run(axe());
        }
        scheme("dark");
        var violations = new ArrayList<>(violations("{ runOnly: ['color-contrast'] }"));
        scheme("light");
        violations.addAll(violations("{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }"));
        return violations;
    }

    @SuppressWarnings("unchecked")
    private List<String> violations(String rules) {
        return (List<String>) driver.executeAsyncScript("""
                const done = arguments[0];
                axe.run(%s).then((found) => done(found.violations.flatMap(
                    (each) => each.nodes.map((node) => each.id + ': ' + node.target + ': ' + node.failureSummary))), (e) => done([String(e)]))""".formatted(rules));
    }

    private static String axe() {
        try (var script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the console has had to say since it was last asked: errors of scripts, and what a policy refused. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
