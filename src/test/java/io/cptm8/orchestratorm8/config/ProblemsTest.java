package io.cptm8.orchestratorm8.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each problem names the file, the key, the value, the rule and the cure. */
class ProblemsTest {

    @TempDir
    private Path home;

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', textBlock = """
            database.host                | a b/c?d   | a host name or an IP address
            database.port                | 0         | a whole number from 1 to 65535
            database.port                | 65536     | a whole number from 1 to 65535
            database.port                | 5432.0    | a whole number from 1 to 65535
            database.schema              | Public    | a lower-case PostgreSQL identifier
            database.schema              | a;drop    | a lower-case PostgreSQL identifier
            database.pool.maximum        | 3         | a whole number from 4 to 500
            database.pool.maximum        | 501       | a whole number from 4 to 500
            database.pool.idle           | 0         | a whole number from 1 to 500
            database.pool.idle           | 501       | a whole number from 1 to 500
            database.pool.lifetime       | 29s       | a length of time from 30s to 1d
            database.pool.lifetime       | 25h       | a length of time from 30s to 1d
            database.connect-timeout     | 249ms     | a length of time from 250ms to 1m
            database.connect-timeout     | 61s       | a length of time from 250ms to 1m
            database.query-timeout       | 999ms     | a length of time from 1s to 10m
            database.query-timeout       | 11m       | a length of time from 1s to 10m
            rabbitmq.host                | amqp://x  | a host name or an IP address
            rabbitmq.port                | -1        | a whole number from 1 to 65535
            rabbitmq.port                | x         | a whole number from 1 to 65535
            rabbitmq.pool.minimum        | 0         | a whole number from 1 to 100
            rabbitmq.pool.minimum        | 101       | a whole number from 1 to 100
            rabbitmq.pool.maximum        | 2         | a whole number from 3 to 100
            rabbitmq.pool.maximum        | 101       | a whole number from 3 to 100
            rabbitmq.channels            | 3         | a whole number from 4 to 2000
            rabbitmq.channels            | 2001      | a whole number from 4 to 2000
            rabbitmq.connect-timeout     | 249ms     | a length of time from 250ms to 1m
            rabbitmq.connect-timeout     | 2m        | a length of time from 250ms to 1m
            rabbitmq.heartbeat           | 999ms     | a length of time from 1s to 5m
            rabbitmq.heartbeat           | 301s      | a length of time from 1s to 5m
            rabbitmq.retry-delay         | 5         | a length of time from 100ms to 5m
            rabbitmq.retry-delay         | 99ms      | a length of time from 100ms to 5m
            rabbitmq.retry-delay         | 6m        | a length of time from 100ms to 5m
            environment                  | prod      | one of DEV, TEST, PROD
            log.level                    | -2        | a whole number from -1 to 5
            log.level                    | 6         | a whole number from -1 to 5
            log.level                    | INFO      | a whole number from -1 to 5
            http.host                    | a b       | a host name or an IP address
            http.port                    | 0         | a whole number from 1 to 65535
            http.port                    | 65536     | a whole number from 1 to 65535
            dispatch.attempts            | 0         | a whole number from 1 to 1000
            dispatch.attempts            | 1001      | a whole number from 1 to 1000
            dispatch.batch               | 0         | a whole number from 1 to 10000
            dispatch.batch               | 10001     | a whole number from 1 to 10000
            dispatch.lanes               | 0         | a whole number from 1 to 8
            dispatch.lanes               | 9         | a whole number from 1 to 8
            dispatch.window              | 0         | a whole number from 1 to 20000
            dispatch.window              | 20001     | a whole number from 1 to 20000
            dispatch.lease               | 4999ms    | a length of time from 5s to 1h
            dispatch.lease               | 61m       | a length of time from 5s to 1h
            dispatch.confirm-timeout     | 499ms     | a length of time from 500ms to 5m
            dispatch.confirm-timeout     | 6m        | a length of time from 500ms to 5m
            dispatch.sweep               | 49ms      | a length of time from 50ms to 10m
            dispatch.sweep               | 1 second  | a length of time from 50ms to 10m
            dispatch.sweep               | 11m       | a length of time from 50ms to 10m
            dispatch.look-again          | 0         | a length of time from 1ms to 5s
            dispatch.look-again          | 6s        | a length of time from 1ms to 5s
            dispatch.retry-delay         | 9ms       | a length of time from 10ms to 10m
            dispatch.retry-delay         | 11m       | a length of time from 10ms to 10m
            dispatch.retry-maximum       | 9ms       | a length of time from 10ms to 1d
            dispatch.retry-maximum       | 99999999999999s | a length of time from 10ms to 1d
            shutdown.drain               | 999ms     | a length of time from 1s to 5m
            shutdown.drain               | 6m        | a length of time from 1s to 5m
            """)
    void a_value_outside_its_bounds_is_refused(String key, String value, String rule) {
        assertThat(new Reading(home)
                        .line("orchestratorm8." + key + " = " + value)
                        .problems())
                .singleElement()
                .asString()
                .startsWith(home.resolve("application.properties") + ":1: orchestratorm8." + key + " = " + value
                        + ", but it must be " + rule)
                .endsWith("Nothing was started. Correct the value.");
    }

    @ParameterizedTest(name = "{0} is nearest to {1}")
    @CsvSource({
        "orchestratorm8.dispatch.bacth, orchestratorm8.dispatch.batch",
        "orchestratorm8.databse.port, orchestratorm8.database.port",
        "orchestrator8.http.port, orchestratorm8.http.port",
        "ORCHESTRATORM8.rabbitmq.heartbeat, orchestratorm8.rabbitmq.heartbeat",
        "rabbitmq.retry-delay, orchestratorm8.rabbitmq.retry-delay",
        "orchestratorm8.log.Level, orchestratorm8.log.level",
        "orchestratorm8.scanner.certm8.rate, orchestratorm8.scanners.certm8.rate",
        "orchestratorm8.scaners.certm8.rate, orchestratorm8.scanners.certm8.rate",
        "orchestratorm8.databse.pool.maximum, orchestratorm8.database.pool.maximum"
    })
    void a_misspelt_key_is_refused_with_the_one_that_was_meant(String wrong, String meant) {
        assertThat(new Reading(home).line(wrong + " = 1").problems())
                .containsExactly(home.resolve("application.properties") + ":1: there is no key " + wrong
                        + ". Nothing was started. Did you mean " + meant + "?");
    }

    @Test
    void a_key_like_none_is_refused_too_and_so_are_camels_own() {
        assertThat(new Reading(home)
                        .line("something = 1")
                        .line("camel.main.routesIncludePattern = file:x")
                        .problems())
                .hasSize(2)
                .allMatch(problem -> problem.endsWith("Nothing was started. Remove it."));
    }

    @Test
    void all_problems_are_told_at_once() {
        assertThat(new Reading(home)
                        .line("orchestratorm8.http.port = x")
                        .line("orchestratorm8.dispatch.lease = 5s")
                        .line("orchestratorm8.dispatch.retry-maximum = 10ms")
                        .line("orchestratorm8.dispatch.sweeep = 1s")
                        .line("orchestratorm8.log.level = 9")
                        .line("orchestratorm8.log.level = 1")
                        .problems())
                .hasSize(6)
                .allMatch(problem -> problem.matches("\\Q" + home.resolve("application.properties") + "\\E:[1-6]: .*"))
                .anyMatch(problem -> problem.contains("orchestratorm8.dispatch.lease (5s) must be at least twice"))
                .anyMatch(
                        problem -> problem.contains("orchestratorm8.dispatch.retry-maximum (10ms) must not be shorter"))
                .anyMatch(
                        problem -> problem.contains(
                                ":6: orchestratorm8.log.level is there twice, first on line 5. Nothing was started. Remove one of the two."));
    }

    @ParameterizedTest
    @CsvSource({
        "{{env:A-B}}",
        "{{evn:HOME}}",
        "{{env:HOME",
        "{{orchestratorm8.http.port}}",
        "{{env:}}",
        "{{ env:HOME }}"
    })
    void a_placeholder_that_is_none_is_refused(String value) {
        assertThat(new Reading(home)
                        .line("# a comment")
                        .line("orchestratorm8.database.name = " + value)
                        .problems())
                .singleElement()
                .asString()
                .contains(
                        "application.properties:2: orchestratorm8.database.name = " + value,
                        "a placeholder must be {{env:NAME}} or {{env:NAME:default}}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            orchestratorm8.http.port 8006 | orchestratorm8.http.port | Write orchestratorm8.http.port = 8006.
            orchestratorm8.http.prot 8006 | orchestratorm8.http.prot | Write orchestratorm8.http.port = 8006.
            orchestratorm8.log.level      | orchestratorm8.log.level | Write orchestratorm8.log.level =.
            orchestratorm8.scanners.a.b c | orchestratorm8.scanners.a.b | Write orchestratorm8.scanners.a.b = c.
            hello world                   | hello                    | Remove the line.
            """)
    void a_line_without_an_equals_sign_is_refused(String line, String key, String cure) {
        assertThat(new Reading(home).line("").line(line).problems())
                .containsExactly(home.resolve("application.properties") + ":2: there is no = after " + key
                        + ". Nothing was started. " + cure);
    }

    @ParameterizedTest
    @ValueSource(strings = {"= 5", ":", "\\", "\\\n\n"})
    void a_line_without_a_key_is_refused(String line) {
        assertThat(new Reading(home).line(line).problems())
                .containsExactly(home.resolve("application.properties")
                        + ":1: this line has no key. Nothing was started. Write one, or remove the line.");
    }

    @Test
    void a_key_that_is_there_twice_is_refused_whichever_values_it_has() {
        assertThat(new Reading(home)
                        .line("orchestratorm8.dispatch.sweep = 1s")
                        .line("orchestratorm8.dispatch.lanes = 2")
                        .line("orchestratorm8.dispatch.sweep = 1s")
                        .problems())
                .containsExactly(
                        home.resolve("application.properties")
                                + ":3: orchestratorm8.dispatch.sweep is there twice, first on line 1. Nothing was started. Remove one of the two.");
    }

    @Test
    void a_value_from_the_environment_is_corrected_there() {
        assertThat(new Reading(home)
                        .line("orchestratorm8.http.port = {{env:THE_PORT:8005}}")
                        .environment("THE_PORT", "none")
                        .problems())
                .singleElement()
                .asString()
                .contains(":1: orchestratorm8.http.port = none, but it must be")
                .endsWith("Nothing was started. Correct the environment variable THE_PORT, which it comes from.");
        assertThat(new Reading(home)
                        .line("orchestratorm8.http.port = {{env:THE_PORT:some}}")
                        .problems())
                .singleElement()
                .asString()
                .endsWith("Correct the value.");
    }

    @Test
    void lines_are_counted_past_comments_gaps_and_values_of_several_lines() {
        assertThat(new Reading(home)
                        .line("# a comment that does not go on \\")
                        .line("")
                        .line("orchestratorm8.database.name = a\\")
                        .line("   # b\\")
                        .line("   c")
                        .line("  ! a comment, nor does this \\")
                        .line("orchestratorm8.http.port: x")
                        .line("orchestratorm8.log.directory = ends in a backslash \\\\")
                        .line("orchestratorm8.log.level = y")
                        .problems())
                .hasSize(2)
                .anyMatch(problem -> problem.contains("application.properties:7: orchestratorm8.http.port = x,"))
                .anyMatch(problem -> problem.contains("application.properties:9: orchestratorm8.log.level = y,"));
    }

    @Test
    void a_value_is_what_javas_properties_make_of_it() {
        var read = new Reading(home)
                .line("orchestratorm8.database.name = a\\")
                .line("   # b\\")
                .line("   c \\u00e4 = ")
                .read();

        assertThat(read.database().name()).isEqualTo("a# bc ä =");
    }

    @Test
    void an_escape_that_is_none_has_a_line() {
        assertThat(new Reading(home)
                        .line("# a comment")
                        .line("orchestratorm8.log.directory = C:\\users")
                        .problems())
                .singleElement()
                .asString()
                .startsWith(home.resolve("application.properties") + ":2: what follows \\u is not")
                .endsWith("Nothing was started. Correct it, or write a backslash as \\\\.");
    }

    @Test
    void an_empty_file_is_not_a_wish_for_all_the_defaults() throws IOException {
        Files.createFile(home.resolve("application.properties"));

        assertThatThrownBy(() -> new SettingsReader(home, Map.of()).read())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("application.properties is empty. Nothing was started.", "Restore the file");
    }

    @Test
    void what_was_done_stands_between_what_is_wrong_and_the_cure() {
        assertThatThrownBy(() -> new Reading(home)
                        .line("orchestratorm8.dispatch.sweeep = 1s")
                        .read())
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        wrong -> assertThat(wrong.problems("The old value is kept."))
                                .containsExactly(
                                        home.resolve("application.properties")
                                                + ":1: there is no key orchestratorm8.dispatch.sweeep. The old value is kept. Did you mean orchestratorm8.dispatch.sweep?"));
    }

    @Test
    void a_missing_file_is_one_clear_sentence() {
        assertThatThrownBy(() -> new SettingsReader(home, Map.of()).read())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        home.resolve("application.properties").toString(),
                        "cannot be read",
                        "Nothing was started",
                        "Restore the file");
    }
}
