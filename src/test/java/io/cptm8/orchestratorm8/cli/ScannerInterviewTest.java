package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cptm8.orchestratorm8.scanner.DraftProof;
import io.cptm8.orchestratorm8.testing.Installation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScannerInterviewTest {

    @TempDir
    private Path home;

    private final StringWriter said = new StringWriter();
    private final DraftOptions options = new DraftOptions();

    @BeforeEach
    void install() {
        Installation.in(home);
    }

    @Test
    void empty_answers_are_the_defaults_and_each_question_shows_its_own() throws IOException {
        interview("", "", "", "", "", "", "", "");

        assertThat(options.draft("certm8").parameters())
                .containsEntry("exchange", "cptm8")
                .containsEntry("queue", "qcertm8")
                .containsEntry("binding", "cptm8.certm8.#")
                .containsEntry("key", "cptm8.certm8.post.scan")
                .containsEntry("onChange", "true")
                .doesNotContainKey("cron");
        assertThat(said.toString())
                .contains(
                        "[per-domain]",
                        "[cptm8]",
                        "[qcertm8]",
                        "[cptm8.certm8.#]",
                        "[cptm8.certm8.post.scan]",
                        "[yes]",
                        "[none]");
    }

    @Test
    void the_defaults_follow_the_style() throws IOException {
        interview("ring-start", "", "", "", "", "", "", "0 0 3 * * ?");

        var draft = options.draft("certm8");
        assertThat(draft.template()).isEqualTo("ring-start");
        assertThat(draft.parameters())
                .containsEntry("key", "cptm8.certm8.get.scan")
                .containsEntry("onChange", "false")
                .containsEntry("cron", "0 0 3 * * ?");
    }

    @Test
    void what_cannot_be_used_is_asked_again_with_the_reason() throws IOException {
        interview(
                "ring",
                "per-domain",
                "what",
                "",
                "qasmm8",
                "q certs",
                "qcerts",
                "",
                "",
                "maybe",
                "no",
                "daily",
                "none");

        assertThat(options.draft("certm8").parameters())
                .containsEntry("queue", "qcerts")
                .containsEntry("onChange", "false")
                .doesNotContainKey("cron");
        assertThat(said.toString())
                .contains(
                        "there are per-domain, ring-start",
                        "belongs to scanner asmm8 already",
                        "\"q certs\"",
                        "yes or no.",
                        "\"daily\"");
        assertThat(said.toString().split("Queue \\[", -1)).hasSize(4);
    }

    @Test
    void who_goes_away_has_not_answered() {
        assertThatExceptionOfType(Interview.NoAnswer.class).isThrownBy(() -> interview("per-domain", "what"));
    }

    private void interview(String... answers) throws IOException {
        var lines = new ArrayDeque<>(List.of(answers));
        var proof = new DraftProof(home.resolve("routes"), UnaryOperator.identity());
        new ScannerInterview(new Interview(lines::poll, new PrintWriter(said, true)), proof).fill(options, "certm8");
        assertThat(lines).isEmpty();
    }
}
