package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void a_line_is_cut_where_the_terminal_ends_and_a_character_stays_whole() {
        var table = new TextTable().row("a", "1234567890").row("bcd", "12345\uD83D\uDE00789");

        assertThat(table.cut(15).lines()).containsExactly("a    1234567890", "bcd  12345\uD83D\uDE00789");
        assertThat(table.cut(12).lines()).containsExactly("a    123456…", "bcd  12345…");
        assertThat(table.toString().lines()).containsExactly("a    1234567890", "bcd  12345\uD83D\uDE00789");
    }
}
