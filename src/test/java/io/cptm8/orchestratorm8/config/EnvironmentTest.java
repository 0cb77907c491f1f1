package io.cptm8.orchestratorm8.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped file takes its values from the variables that deployments of the Go service set. */
class EnvironmentTest {

    @TempDir
    private Path home;

    @Test
    void postgresql_is_where_the_environment_says() {
        var database = Reading.shipped(
                        home,
                        "POSTGRESQL_HOSTNAME",
                        "db",
                        "POSTGRESQL_PORT",
                        "6432",
                        "POSTGRESQL_DB",
                        "x",
                        "POSTGRESQL_USERNAME",
                        "u",
                        "POSTGRESQL_PASSWORD",
                        "p")
                .database();

        assertThat(database.address()).isEqualTo("jdbc:postgresql://db:6432/x");
        assertThat(database.credentials()).isEqualTo(new Settings.Credentials("u", "p"));
    }

    @Test
    void rabbitmq_is_where_the_environment_says() {
        var rabbitmq = Reading.shipped(
                        home,
                        "RABBITMQ_HOSTNAME",
                        "mq",
                        "RABBITMQ_PORT",
                        "5673",
                        "RABBITMQ_VHOST",
                        "scans",
                        "RABBITMQ_USERNAME",
                        "u",
                        "RABBITMQ_PASSWORD",
                        "p")
                .rabbitmq();

        assertThat(rabbitmq.address()).isEqualTo("amqp://mq:5673/scans");
        assertThat(rabbitmq.virtualHost()).isEqualTo("scans");
        assertThat(rabbitmq.credentials()).isEqualTo(new Settings.Credentials("u", "p"));
    }

    @Test
    void without_an_environment_everything_is_on_this_machine_and_in_production() {
        var settings = Reading.shipped(home);

        assertThat(settings.database().address()).isEqualTo("jdbc:postgresql://localhost:5432/cptm8");
        assertThat(settings.rabbitmq().address()).isEqualTo("amqp://localhost:5672/");
        assertThat(settings.environment()).isEqualTo("PROD");
        assertThat(settings.http().port()).isEqualTo(8005);
    }

    @Test
    void an_empty_variable_is_as_good_as_none() {
        assertThat(Reading.shipped(home, "POSTGRESQL_HOSTNAME", "", "POSTGRESQL_USERNAME", "")
                        .database()
                        .host())
                .isEqualTo("localhost");
    }

    @ParameterizedTest
    @CsvSource({"-1, TRACE", "0, DEBUG", "1, INFO", "2, WARN", "3, ERROR", "4, ERROR", "5, ERROR"})
    void log_levels_are_the_numbers_that_the_go_services_have(String number, String level) {
        assertThat(Reading.shipped(home, "LOG_LEVEL", number).log().level()).isEqualTo(level);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEV", "TEST", "PROD"})
    void the_environment_has_a_name(String name) {
        assertThat(Reading.shipped(home, "APP_ENV", name).environment()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@:/%{}",
                "{{x}}",
                "{{env:HOME}}",
                "${x}",
                "' \" \\ \\u0041",
                " space ",
                "ä€😀",
                "RAW(a+b)&c=d;#?",
                "$1\\Q"
            })
    void users_and_passwords_are_taken_letter_by_letter(String text) {
        var settings = Reading.shipped(
                home,
                "POSTGRESQL_USERNAME",
                text,
                "POSTGRESQL_PASSWORD",
                text,
                "RABBITMQ_USERNAME",
                text,
                "RABBITMQ_PASSWORD",
                text);

        assertThat(settings.database().credentials()).isEqualTo(new Settings.Credentials(text, text));
        assertThat(settings.rabbitmq().credentials()).isEqualTo(new Settings.Credentials(text, text));
    }

    @Test
    void a_value_from_the_environment_is_not_searched_for_placeholders_again() {
        assertThat(Reading.shipped(home, "POSTGRESQL_DB", "{{env:HOME}}$1\\")
                        .database()
                        .name())
                .isEqualTo("{{env:HOME}}$1\\");
    }

    @Test
    void a_database_name_cannot_add_parameters_to_the_drivers_address() {
        assertThat(Reading.shipped(home, "POSTGRESQL_DB", "a b?user=x&c%/ä")
                        .database()
                        .address())
                .isEqualTo("jdbc:postgresql://localhost:5432/a%20b%3Fuser%3Dx%26c%25%2F%C3%A4");
    }

    @Test
    void an_ipv6_address_is_put_in_brackets_once() {
        assertThat(Reading.shipped(home, "POSTGRESQL_HOSTNAME", "::1")
                        .database()
                        .address())
                .startsWith("jdbc:postgresql://[::1]:5432/");
        assertThat(Reading.shipped(home, "POSTGRESQL_HOSTNAME", "[::1]")
                        .database()
                        .address())
                .startsWith("jdbc:postgresql://[::1]:5432/");
    }

    @Test
    void no_text_of_the_settings_shows_a_user_or_a_password() {
        var settings = Reading.shipped(
                home,
                "POSTGRESQL_USERNAME",
                "canary-1",
                "POSTGRESQL_PASSWORD",
                "canary-2",
                "RABBITMQ_USERNAME",
                "canary-3",
                "RABBITMQ_PASSWORD",
                "canary-4");

        assertThat(settings.toString()
                        + settings.properties()
                        + settings.database()
                        + settings.rabbitmq().address())
                .contains("localhost")
                .doesNotContain("canary");
    }
}
