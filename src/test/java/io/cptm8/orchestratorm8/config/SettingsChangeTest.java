package io.cptm8.orchestratorm8.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cptm8.orchestratorm8.config.SettingsChange.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a changed file is used while this runs. */
class SettingsChangeTest {

    /** A value that is allowed and not the default, for each key. */
    private static final TreeMap<String, String> OTHERS = new TreeMap<>();

    static {
        for (var pair : """
                api.keys-file other, reload false, database.connect-timeout 6s, database.host other, database.name other, database.pool.idle 9
                database.pool.lifetime 6m, database.pool.maximum 24, database.port 5433, database.query-timeout 31s
                database.schema other, dispatch.attempts 19, dispatch.batch 999, dispatch.confirm-timeout 11s, dispatch.lanes 3
                dispatch.lease 61s, dispatch.look-again 21ms, dispatch.retry-delay 2s, dispatch.retry-maximum 6m
                dispatch.sweep 2s, dispatch.window 1999, environment DEV, http.host 127.0.0.1, http.port 8006
                ledger.keep 91d, log.directory other, log.level 2, notify.enabled false, notify.every 6m, rabbitmq.channels 63, rabbitmq.connect-timeout 6s
                rabbitmq.heartbeat 11s, rabbitmq.host other, rabbitmq.pool.maximum 11, rabbitmq.pool.minimum 3
                rabbitmq.port 5673, rabbitmq.management http://other:15672, rabbitmq.retry-delay 3s, rabbitmq.virtual-host other
                ready.require-consumer qasmm8, ring.clock-skew 2m, ring.late-ceiling 13h, ring.late-floor 11m, ring.one-at-a-time false, ring.restarts 3
                secrets.directory other, shutdown.drain 6s""".split("[,\n] *")) {
            OTHERS.put(Keys.PREFIX + pair.split(" ")[0], pair.split(" ")[1]);
        }
    }

    @TempDir
    private Path home;

    private Reading reading(String... lines) {
        var reading = new Reading(home).line("# nothing");
        for (var line : lines) {
            reading.line("orchestratorm8." + line);
        }
        return reading;
    }

    private Settings read(String... lines) {
        return reading(lines).read();
    }

    @Test
    void each_key_is_used_at_once_or_needs_a_restart_and_its_typed_value_goes_with_it() {
        assertThat(OTHERS.keySet()).isEqualTo(Keys.all().keySet());
        var running = read();
        OTHERS.forEach((key, value) -> {
            var read = read(key.substring(Keys.PREFIX.length()) + " = " + value);

            var change = SettingsChange.between(running, read);

            var expected = new Change(
                    key,
                    Optional.of(running.properties().get(key)).map(was -> was.isEmpty() ? "(empty)" : was),
                    Optional.of(value));
            if (Keys.takesAtRunTime(key)) {
                assertThat(change.now()).containsExactly(expected);
                assertThat(change.afterRestart()).isEmpty();
                assertThat(change.merged()).isEqualTo(read).isNotEqualTo(running);
            } else {
                assertThat(change.now()).isEmpty();
                assertThat(change.afterRestart()).containsExactly(expected);
                assertThat(change.merged()).isEqualTo(running).isNotEqualTo(read);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log.level",
                "ready.require-consumer",
                "dispatch.attempts",
                "dispatch.batch",
                "dispatch.lease",
                "dispatch.retry-delay",
                "dispatch.retry-maximum",
                "dispatch.sweep",
                "dispatch.look-again",
                "dispatch.lanes",
                "ledger.keep",
                "notify.enabled",
                "notify.every",
                "scanners.certm8.rate"
            })
    void these_are_used_at_once(String key) {
        assertThat(Keys.takesAtRunTime("orchestratorm8." + key)).isTrue();
    }

    @Test
    void what_is_used_at_once_does_not_wait_for_what_needs_a_restart() {
        var running = read("dispatch.sweep = 1s", "database.pool.maximum = 25", "scanners.a.rate = 1");
        var change = SettingsChange.between(
                running, read("dispatch.sweep = 2s", "database.pool.maximum = 30", "scanners.b.rate = 5"));

        assertThat(change.now())
                .extracting(Change::key)
                .containsExactly(
                        "orchestratorm8.dispatch.sweep",
                        "orchestratorm8.scanners.a.rate",
                        "orchestratorm8.scanners.b.rate");
        assertThat(change.now())
                .contains(
                        new Change("orchestratorm8.scanners.a.rate", Optional.of("1"), Optional.empty()),
                        new Change("orchestratorm8.scanners.b.rate", Optional.empty(), Optional.of("5")));
        assertThat(change.merged().dispatch().sweep()).isEqualTo(Duration.ofSeconds(2));
        assertThat(change.merged().database().pool().maximum()).isEqualTo(25);
        assertThat(change.merged().properties())
                .containsEntry("orchestratorm8.dispatch.sweep", "2s")
                .containsEntry("orchestratorm8.database.pool.maximum", "25")
                .containsEntry("orchestratorm8.scanners.b.rate", "5")
                .doesNotContainKey("orchestratorm8.scanners.a.rate");
    }

    @ParameterizedTest
    @CsvSource({"dispatch.sweep, 1s, 1000ms", "database.pool.lifetime, 5m, 300s", "log.level, 1, +1", "log.level, 1, 01"
    })
    void the_same_said_otherwise_is_no_change(String key, String one, String other) {
        var change = SettingsChange.between(read(key + " = " + one), read(key + " = " + other));

        assertThat(change.now()).isEmpty();
        assertThat(change.afterRestart()).isEmpty();
    }

    @Test
    void a_key_that_is_taken_out_of_the_file_has_its_default() {
        var change = SettingsChange.between(read("dispatch.sweep = 2s", "http.port = 8006"), read());

        assertThat(change.now())
                .containsExactly(new Change("orchestratorm8.dispatch.sweep", Optional.of("2s"), Optional.of("1s")));
        assertThat(change.afterRestart())
                .containsExactly(new Change("orchestratorm8.http.port", Optional.of("8006"), Optional.of("8005")));
    }

    @Test
    void a_lease_that_suits_only_the_confirm_timeout_after_a_restart_is_refused_until_then() {
        var running = read("dispatch.lease = 60s", "dispatch.confirm-timeout = 10s");
        var both = read("dispatch.lease = 15s", "dispatch.confirm-timeout = 5s");

        assertThatThrownBy(() -> SettingsChange.between(running, both))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        home.resolve("application.properties") + ": orchestratorm8.dispatch.lease (15s)",
                        "at least twice orchestratorm8.dispatch.confirm-timeout (10s)",
                        "; orchestratorm8.dispatch.confirm-timeout is 5s in the file, which needs a restart. ",
                        "Restart to use the file as it is, or change it back.");
        assertThat(SettingsChange.between(running, read("dispatch.lease = 20s", "dispatch.confirm-timeout = 5s"))
                        .merged()
                        .dispatch())
                .satisfies(dispatch -> {
                    assertThat(dispatch.lease()).isEqualTo(Duration.ofSeconds(20));
                    assertThat(dispatch.confirmTimeout()).isEqualTo(Duration.ofSeconds(10));
                });
    }

    @Test
    void users_and_passwords_stay_those_of_the_start_and_are_not_shown() throws IOException {
        var secrets = Files.createDirectory(home.resolve("secrets"));
        Files.writeString(secrets.resolve("rabbitmq_password"), "canary-old");
        var running = reading("secrets.directory = secrets")
                .environment("POSTGRESQL_PASSWORD", "canary-environment")
                .read();
        Files.writeString(secrets.resolve("rabbitmq_password"), "canary-new");

        var change = SettingsChange.between(
                running, read("secrets.directory = secrets", "dispatch.lanes = 3", "http.port = 8006"));

        assertThat(change.merged().rabbitmq().credentials())
                .isEqualTo(running.rabbitmq().credentials());
        assertThat(change.merged().database().credentials())
                .isEqualTo(running.database().credentials());
        assertThat(change.toString()).contains("dispatch.lanes").doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "apiKey", "api-key", "password", "clientSecret", "deeper.credentials"})
    void a_secret_that_somebody_gives_a_scanner_is_used_and_not_shown(String name) {
        var key = "scanners.certm8." + name;
        var change = SettingsChange.between(read(key + " = canary-1"), read(key + " = canary-2"));

        assertThat(change.now())
                .containsExactly(
                        new Change("orchestratorm8." + key, Optional.of("(not shown)"), Optional.of("(not shown)")));
        assertThat(change.merged().properties()).containsEntry("orchestratorm8." + key, "canary-2");
    }
}
