package io.cptm8.orchestratorm8.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.config.SettingsChange.Change;
import io.cptm8.orchestratorm8.config.SettingsReader;
import io.cptm8.orchestratorm8.testing.Installation;
import io.cptm8.orchestratorm8.testing.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** application.properties is changed while this runs. */
class RunTimeSettingsTest {

    private static final String FILE = "application.properties";
    private static final Map<String, String> ENVIRONMENT =
            Map.of("APP_ENV", "PROD", "ORCHESTRATORM8_HTTP_PORT", "9123", "RABBITMQ_PASSWORD", "canary-password");

    @TempDir
    private Path home;

    private final List<Settings> used = new ArrayList<>();
    private Installation installation;
    private RunTimeSettings settings;
    private LogCapture log;
    private int told;

    @BeforeEach
    void start() {
        installation = Installation.in(home);
        var reader = new SettingsReader(home, ENVIRONMENT);
        var first = reader.read();
        Logging.configure(first);
        settings = new RunTimeSettings(first, reader::read, used::add);
        log = LogCapture.of("io.cptm8.orchestratorm8");
    }

    @AfterEach
    void restore() {
        log.close();
        LogCapture.restore();
    }

    private void edit(String old, String fresh) {
        installation.edit(FILE, "orchestratorm8." + old, "orchestratorm8." + fresh);
    }

    /** What was said since this was asked last. */
    private List<String> said() {
        var all = log.messages();
        var news = all.subList(told, all.size());
        told = all.size();
        return news;
    }

    @Test
    void a_file_that_did_not_change_changes_nothing() {
        assertThat(settings.reread()).isEmpty();
        assertThat(used).isEmpty();
        assertThat(said()).isEmpty();
    }

    @Test
    void what_can_change_at_run_time_does_and_is_said_once() {
        edit("dispatch.sweep = 1s", "dispatch.sweep = 2s");
        edit("ready.require-consumer =", "ready.require-consumer = qasmm8");

        var change = settings.reread();

        assertThat(change)
                .hasValueSatisfying(it -> assertThat(it.now())
                        .extracting(Change::key)
                        .containsExactly("orchestratorm8.dispatch.sweep", "orchestratorm8.ready.require-consumer"));
        assertThat(used).containsExactly(settings.settings());
        assertThat(settings.settings().http().requireConsumer()).isEqualTo("qasmm8");
        assertThat(settings.settings().http().port()).isEqualTo(9123);
        assertThat(settings.settings().properties()).containsEntry("orchestratorm8.dispatch.sweep", "2s");
        assertThat(said())
                .containsExactly(
                        "INFO orchestratorm8.dispatch.sweep is now 2s; it was 1s.",
                        "INFO orchestratorm8.ready.require-consumer is now qasmm8; it was (empty).");

        assertThat(settings.reread()).isEmpty();
        assertThat(said()).isEmpty();
    }

    @Test
    void a_scanner_s_key_comes_and_goes() throws IOException {
        var before = Files.readString(home.resolve(FILE));
        Files.writeString(home.resolve(FILE), before + "orchestratorm8.scanners.certm8.rate = 7\n");
        assertThat(settings.reread()).isPresent();
        Files.writeString(home.resolve(FILE), before);
        assertThat(settings.reread()).isPresent();

        assertThat(said())
                .containsExactly(
                        "INFO orchestratorm8.scanners.certm8.rate is now 7; it was not there.",
                        "INFO orchestratorm8.scanners.certm8.rate is gone; it was 7.");
    }

    @Test
    void what_needs_a_restart_is_named_until_it_is_changed_back() {
        edit("database.pool.maximum = 25", "database.pool.maximum = 30");

        assertThat(settings.reread()).isEmpty();
        assertThat(used).isEmpty();
        assertThat(settings.settings().database().pool().maximum()).isEqualTo(25);
        assertThat(settings.restartNeeded())
                .extracting(Change::key)
                .containsExactly("orchestratorm8.database.pool.maximum");
        assertThat(said())
                .containsExactly(
                        "WARN orchestratorm8.database.pool.maximum changed from 25 to 30 in application.properties; restart to use it. 25 is in force.");

        edit("dispatch.lanes = 2", "dispatch.lanes = 3");
        assertThat(settings.reread()).isPresent();
        assertThat(settings.restartNeeded()).hasSize(1);
        assertThat(said()).containsExactly("INFO orchestratorm8.dispatch.lanes is now 3; it was 2.");

        edit("database.pool.maximum = 30", "database.pool.maximum = 31");
        settings.reread();
        assertThat(said())
                .containsExactly(
                        "WARN orchestratorm8.database.pool.maximum changed from 25 to 31 in application.properties; restart to use it. 25 is in force.");

        edit("database.pool.maximum = 31", "database.pool.maximum = 25");
        assertThat(settings.reread()).isEmpty();
        assertThat(settings.restartNeeded()).isEmpty();
        assertThat(said())
                .containsExactly(
                        "INFO orchestratorm8.database.pool.maximum is 25 in application.properties again, as it is in force.");
    }

    @Test
    void a_mistake_keeps_everything_as_it_was_and_is_told_once_with_its_line() throws IOException {
        var before = settings.settings();
        edit("dispatch.lanes = 2", "dispatch.lanes = 3");
        edit("dispatch.sweep = 1s", "dispatch.sweeep = 2s");
        edit("dispatch.batch = 1000", "dispatch.batch = 0");
        var lines = Files.readAllLines(home.resolve(FILE));
        var misspelt = home.resolve(FILE) + ":" + (1 + lines.indexOf("orchestratorm8.dispatch.sweeep = 2s"))
                + ": there is no key orchestratorm8.dispatch.sweeep. The last good values stay in force. Did you mean orchestratorm8.dispatch.sweep? The file is read again when it is saved.";
        var outOfBounds = home.resolve(FILE) + ":" + (1 + lines.indexOf("orchestratorm8.dispatch.batch = 0"))
                + ": orchestratorm8.dispatch.batch = 0, but it must be a whole number from 1 to 10000. The last good values stay in force. Correct the value. The file is read again when it is saved.";

        assertThat(settings.reread()).isEmpty();
        assertThat(settings.settings()).isSameAs(before);
        assertThat(used).isEmpty();
        assertThat(settings.problems()).containsExactly(misspelt, outOfBounds);
        assertThat(said()).containsExactly("ERROR " + misspelt, "ERROR " + outOfBounds);

        assertThat(settings.reread()).isEmpty();
        assertThat(said()).isEmpty();

        edit("dispatch.batch = 0", "dispatch.batch = 1000");
        settings.reread();
        assertThat(settings.problems()).containsExactly(misspelt);
        assertThat(said()).isEmpty();

        edit("dispatch.sweeep = 2s", "dispatch.sweep = 2s");
        assertThat(settings.reread()).isPresent();
        assertThat(settings.problems()).isEmpty();
        assertThat(said())
                .containsExactly(
                        "INFO Nothing is wrong with application.properties any more.",
                        "INFO orchestratorm8.dispatch.lanes is now 3; it was 2.",
                        "INFO orchestratorm8.dispatch.sweep is now 2s; it was 1s.");
    }

    @Test
    void a_file_that_is_away_or_empty_for_a_moment_keeps_everything_as_it_was() throws IOException {
        edit("dispatch.sweep = 1s", "dispatch.sweep = 2s");
        settings.reread();
        var file = home.resolve(FILE);
        var text = Files.readString(file);
        said();

        Files.delete(file);
        assertThat(settings.reread()).isEmpty();
        assertThat(settings.problems()).singleElement().asString().contains("cannot be read", "The last good values");
        Files.createFile(file);
        assertThat(settings.reread()).isEmpty();
        assertThat(settings.problems()).singleElement().asString().contains("is empty", "The last good values");
        Files.writeString(file, text);
        assertThat(settings.reread()).isEmpty();

        assertThat(settings.problems()).isEmpty();
        assertThat(used).hasSize(1);
        assertThat(said()).hasSize(3).last().isEqualTo("INFO Nothing is wrong with application.properties any more.");
    }

    @Test
    void the_log_level_changes_in_both_directions_and_each_change_is_heard() {
        var ours = LoggerFactory.getLogger("io.cptm8.orchestratorm8.Somewhere");
        var library = LoggerFactory.getLogger("org.apache.camel.X");
        edit("log.level = {{env:LOG_LEVEL:1}}", "log.level = 2");
        settings.reread();
        assertThat(said()).containsExactly("INFO orchestratorm8.log.level is now 2; it was 1.");
        assertThat(ours.isInfoEnabled()).isFalse();
        assertThat(ours.isWarnEnabled()).isTrue();

        edit("log.level = 2", "log.level = 0");
        settings.reread();
        assertThat(said()).containsExactly("INFO orchestratorm8.log.level is now 0; it was 2.");
        assertThat(ours.isDebugEnabled()).isTrue();
        assertThat(library.isDebugEnabled()).isTrue();

        edit("log.level = 0", "log.level = 1");
        settings.reread();
        assertThat(ours.isInfoEnabled()).isTrue();
        assertThat(ours.isDebugEnabled()).isFalse();
        assertThat(library.isInfoEnabled()).isFalse();
    }

    @Test
    void nothing_that_is_said_or_shown_has_a_secret() throws IOException {
        edit("dispatch.sweep = 1s", "dispatch.sweep = 2s");
        edit("database.name = {{env:POSTGRESQL_DB:cptm8}}", "database.name = other");
        settings.reread();
        edit("dispatch.sweep = 2s", "dispatch.sweep = x");
        settings.reread();

        assertThat(log.messages()).hasSize(3);
        assertThat(log.messages().toString() + settings.problems() + settings.restartNeeded() + settings.settings())
                .doesNotContain("canary");
        assertThat(settings.settings().rabbitmq().credentials().password()).isEqualTo("canary-password");
    }
}
