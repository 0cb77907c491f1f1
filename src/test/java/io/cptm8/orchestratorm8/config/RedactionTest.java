package io.cptm8.orchestratorm8.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedactionTest {

    @TempDir
    private Path home;

    private Redaction redaction(String user, String password) {
        return Redaction.of(Reading.shipped(
                home,
                "POSTGRESQL_USERNAME",
                user,
                "POSTGRESQL_PASSWORD",
                password,
                "RABBITMQ_USERNAME",
                "other",
                "RABBITMQ_PASSWORD",
                password + "-longer"));
    }

    @Test
    void users_and_passwords_are_taken_out_wherever_they_stand() {
        assertThat(redaction("canary", "se:cret")
                        .apply("user \"canary\" at amqp://canary:se:cret@host, se:cret-longer, se%3Acret"))
                .isEqualTo("user \"***\" at amqp://***:***@host, ***, ***");
    }

    @Test
    void a_user_is_a_whole_word() {
        assertThat(redaction("scan", "secret").apply("scanner scan scan-8 rescan"))
                .isEqualTo("scanner *** ***-8 rescan");
    }

    @Test
    void what_is_no_secret_stays_readable() {
        assertThat(redaction("cpt_dbuser", "abc").apply("cpt_dbuser abc")).isEqualTo("cpt_dbuser abc");
    }

    @Test
    void a_message_that_is_of_no_use_without_the_user_keeps_it_but_no_password() {
        assertThat(redaction("canary", "secret").apply("GRANT ALL TO canary -- secret", List.of(Redaction.NAMES_USER)))
                .isEqualTo("GRANT ALL TO canary -- ***");
    }

    @Test
    void no_text_is_no_problem() {
        assertThat(redaction("canary", "secret").apply(null)).isEmpty();
    }
}
