package io.cptm8.orchestratorm8.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                .startsWith(home.resolve("application.properties") + ": orchestratorm8." + key + " = " + value
                        + ", but it must be " + rule)
                .endsWith("Nothing was started. Correct the value or the environment variable that it comes from.");
    }

    @ParameterizedTest(name = "{0} is nearest to {1}")
    @CsvSource({
        "orchestratorm8.dispatch.bacth, orchestratorm8.dispatch.batch",
        "orchestratorm8.databse.port, orchestratorm8.database.port",
        "orchestrator8.http.port, orchestratorm8.http.port",
        "ORCHESTRATORM8.rabbitmq.heartbeat, orchestratorm8.rabbitmq.heartbeat",
        "rabbitmq.retry-delay, orchestratorm8.rabbitmq.retry-delay"
    })
    void a_misspelt_key_is_refused_with_the_one_that_was_meant(String wrong, String meant) {
        assertThat(new Reading(home).line(wrong + " = 1").problems())
                .containsExactly(home.resolve("application.properties") + ": there is no key " + wrong
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
                .allMatch(problem -> problem.startsWith(home.resolve("application.properties") + ": "))
                .anyMatch(problem -> problem.contains("orchestratorm8.dispatch.lease (5s) must be at least twice"))
                .anyMatch(
                        problem -> problem.contains("orchestratorm8.dispatch.retry-maximum (10ms) must not be shorter"))
                .anyMatch(problem -> problem.contains("orchestratorm8.log.level is there twice"));
    }

    @ParameterizedTest
    @CsvSource({"{{env:A-B}}", "{{evn:HOME}}", "{{env:HOME", "{{orchestratorm8.http.port}}"})
    void a_placeholder_that_is_none_is_refused(String value) {
        assertThat(new Reading(home)
                        .line("orchestratorm8.database.name = " + value)
                        .problems())
                .singleElement()
                .asString()
                .contains(
                        "orchestratorm8.database.name = " + value,
                        "a placeholder must be {{env:NAME}} or {{env:NAME:default}}");
    }

    @Test
    void a_missing_file_is_one_clear_sentence() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> new SettingsReader(home, java.util.Map.of()).read()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        home.resolve("application.properties").toString(),
                        "cannot be read",
                        "Nothing was started",
                        "Restore the file");
    }
}
