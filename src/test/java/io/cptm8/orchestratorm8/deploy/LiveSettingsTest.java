package io.cptm8.orchestratorm8.deploy;

import static io.cptm8.orchestratorm8.deploy.Routes.perDomain;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** application.properties is saved while the application runs. */
class LiveSettingsTest {

    @TempDir
    private Path home;

    @AutoClose
    private Live live;

    @Test
    void a_scanner_is_switched_on_and_off_and_on_by_its_key() {
        live = Live.in(home);
        live.application.set("scanners.takeoverm8.enabled", "true");
        live.awaitRunning("takeoverm8");
        live.assertServes("takeoverm8", "one.example.com");
        live.application.set("scanners.takeoverm8.enabled", "false");
        live.awaitReady(ready -> assertThat(ready).contains("\"takeoverm8\":{\"state\":\"disabled\"}"));
        live.awaitLog("Scanner takeoverm8 (" + home.resolve("routes/scanners/takeoverm8.yaml") + "): runs no more");
        live.application.set("scanners.takeoverm8.enabled", "true");
        live.awaitRunning("takeoverm8");
        live.assertServes("takeoverm8", "two.example.com");
    }

    @Test
    void an_error_that_nobody_thought_of_ends_nothing_and_the_change_is_tried_again() {
        var broken = new AtomicBoolean();
        live = Live.in(
                home,
                application -> application.beforeReading(() -> {
                    if (broken.get()) {
                        throw new IllegalStateException("nobody thought of this");
                    }
                }));
        live.deploy("certm8");
        broken.set(true);
        live.application.write(Live.pathOf("sslm8"), Routes.perDomain("sslm8"));
        live.awaitLog("A change could not be brought in. What runs goes on running; it is tried again.");
        live.assertServes("certm8", "one.example.com");
        broken.set(false);
        live.awaitRunning("sslm8");
        live.assertServes("sslm8", "two.example.com");
    }

    @Test
    void a_bad_value_leaves_the_last_good_one_in_force() {
        live = Live.in(home);
        live.application.set("scanners.takeoverm8.enabled", "true");
        live.awaitRunning("takeoverm8");
        live.application.set("dispatch.batch", "many");
        live.awaitReady(ready -> assertThat(ready).contains("\"badSettings\":[\"", "dispatch.batch"));
        live.assertServes("takeoverm8", "one.example.com");
        live.application.set("dispatch.batch", "900");
        live.awaitReady(ready -> assertThat(ready).doesNotContain("badSettings"));
    }

    @Test
    void a_value_that_no_scanner_can_be_read_with_leaves_the_scanner_as_it_runs() {
        live = Live.in(home);
        live.application.set("scanners.takeoverm8.enabled", "true");
        live.awaitRunning("takeoverm8");
        live.application.set("scanners.takeoverm8.enabled", "perhaps");
        live.awaitReady(ready -> assertThat(ready).contains("takeoverm8.yaml:15:"));
        live.assertServes("takeoverm8", "one.example.com");
        live.application.set("scanners.takeoverm8.enabled", "true");
        live.awaitNothingWrong();
    }

    @Test
    void a_key_that_needs_a_restart_is_named() {
        live = Live.in(home);
        live.application.set("dispatch.window", "1500");
        live.awaitReady(ready -> assertThat(ready).contains("\"restartNeeded\":[\"orchestratorm8.dispatch.window\"]"));
        live.application.set("dispatch.window", "2000");
        live.awaitReady(ready -> assertThat(ready).doesNotContain("restartNeeded"));
    }

    @Test
    void a_new_sweep_is_swept_with_at_once() {
        live = Live.in(home, application -> application.set("dispatch.sweep", "10m"));
        live.deploy("certm8");
        var route = live.application.application().context().getRoute("certm8");
        live.application.set("dispatch.sweep", "50ms");
        live.awaitExchanged("certm8", 1);
        assertThat(live.application.application().context().getRoute("certm8")).isNotSameAs(route);
        assertThat(live.application
                        .application()
                        .context()
                        .getRoute("certm8")
                        .getEndpoint()
                        .getEndpointUri())
                .contains("sweep=50ms");
        live.assertServes("certm8", "one.example.com");
    }

    @Test
    void without_reload_a_saved_file_is_not_used() throws IOException {
        live = Live.in(home, application -> application.set("reload", "false"));
        live.application.write("routes/scanners/certm8.yaml", perDomain("certm8"));
        Files.delete(live.file("routes/scanners/num8.yaml"));
        live.application.set("scanners.takeoverm8.enabled", "true");
        // Four looks long: with reload both would be seen at the second.
        org.awaitility.Awaitility.await()
                .during(java.time.Duration.ofSeconds(1))
                .atMost(Live.LIMIT)
                .untilAsserted(() -> assertThat(live.ready())
                        .contains("\"num8\":{\"state\":\"running\"}", "\"takeoverm8\":{\"state\":\"disabled\"}")
                        .doesNotContain("certm8"));
    }
}
