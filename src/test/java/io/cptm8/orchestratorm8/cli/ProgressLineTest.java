package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final StringWriter out = new StringWriter();

    @Test
    void a_terminal_gets_one_line_that_is_drawn_again_and_ends_with_a_line_break() {
        var progress = new ProgressLine(new PrintWriter(out), true);

        progress.driving(500, 250, 1000, 1);
        progress.driving(1000, 1000, 1000, 1);
        progress.ended();

        assertThat(out.toString().split("\r"))
                .hasSize(3)
                .satisfies(drawn -> assertThat(drawn[1]).startsWith("[##......]  25 %  500 written, 250 accepted"))
                .satisfies(drawn -> assertThat(drawn[2]).startsWith("[########] 100 %  1,000 written, 1,000 accepted"));
        assertThat(out.toString()).containsOnlyOnce("\n").endsWith("\n");
    }

    @Test
    void the_longest_line_that_there_can_be_fits_in_80_columns() {
        var progress = new ProgressLine(new PrintWriter(out), true);

        progress.driving(1_000_000, 0, 1_000_000, 2);
        progress.driving(1_000_000, 999_999, 1_000_000, 2);

        assertThat(out.toString().split("\r"))
                .allSatisfy(drawn -> assertThat(drawn.replace("\u001b[K", "")).hasSizeLessThan(80));
    }

    @Test
    void elsewhere_the_last_state_is_a_plain_line_and_what_never_began_says_nothing() {
        var progress = new ProgressLine(new PrintWriter(out), false);

        progress.ended();
        assertThat(out.toString()).isEmpty();

        progress.removing(0, 300);
        progress.removing(300, 300);
        progress.ended();
        assertThat(out.toString()).matches("100 %  300 removed.*\\R").doesNotContain("\r", "\u001b");
    }

    @Test
    void nothing_to_do_is_all_done() {
        var progress = new ProgressLine(new PrintWriter(out), false);

        progress.removing(0, 0);
        progress.ended();

        assertThat(out.toString()).startsWith("100 %  0 removed");
    }
}
