package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfirmationTest {

    private final StringWriter said = new StringWriter();

    private boolean isGiven(String... answers) throws IOException {
        var lines = List.of(answers).iterator();
        return new Confirmation(() -> lines.hasNext() ? lines.next() : null, new PrintWriter(said, true))
                .isGiven("Drop all");
    }

    @Test
    void only_yes_is_yes() throws IOException {
        assertThat(isGiven("yes")).isTrue();
        assertThat(isGiven("no")).isFalse();
        assertThat(said.toString()).contains("Drop all? yes or no [no]: ");
    }

    @Test
    void an_empty_line_and_a_person_who_goes_away_are_no() throws IOException {
        assertThat(isGiven("")).isFalse();
        assertThat(isGiven()).isFalse();
    }

    @Test
    void another_answer_is_asked_for_again() throws IOException {
        assertThat(isGiven("y", "yes")).isTrue();
        assertThat(said.toString()).contains("Type yes or no.");
    }

    @Test
    void where_nobody_can_be_asked_it_is_not_given() throws IOException {
        assertThat(new Confirmation(null, new PrintWriter(said, true)).isGiven("Drop all"))
                .isFalse();
        assertThat(said.toString()).contains("add --yes");
    }
}
