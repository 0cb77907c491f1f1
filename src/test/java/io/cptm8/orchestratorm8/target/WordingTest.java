package io.cptm8.orchestratorm8.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.target.Target.Refused;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WordingTest {

    @Test
    void what_cannot_be_seen_is_escaped() {
        assertThat(Wording.quoted("a\u0000b\r\n\u001B[2J\u202Ec\u200B\uD800")) //
                .isEqualTo("\"a\\u0000b\\u000D\\u000A\\u001B[2J\\u202Ec\\u200B\\uD800\"");
        assertThat(Wording.quoted("\uDB40\uDC01")).isEqualTo("\"\\uDB40\\uDC01\"");
    }

    @Test
    void what_can_be_seen_stays() {
        assertThat(Wording.quoted("bücher.日本 😀")).isEqualTo("\"bücher.日本 😀\"");
    }

    @Test
    void a_quote_cannot_be_ended_or_forged_from_inside() {
        assertThat(Wording.quoted("a\" is fine")).isEqualTo("\"a\\\" is fine\"");
        assertThat(Wording.quoted("\\u0000")).isEqualTo("\"\\\\u0000\"");
    }

    @Test
    void text_of_just_the_length_is_whole_and_longer_text_is_cut_between_characters() {
        assertThat(Wording.legible("abcde", 5)).isEqualTo("abcde");
        assertThat(Wording.legible("abcdef", 5)).isEqualTo("abcd…");
        assertThat(Wording.legible("abc😀", 5)).isEqualTo("abc😀");
        assertThat(Wording.legible("abc😀d", 5)).isEqualTo("abc…");
        assertThat(Wording.legible("abc\n", 5)).isEqualTo("abc…");
    }

    @Test
    void a_reason_is_made_safe_whoever_writes_it() {
        String reason = new Refused("x\n".repeat(1_000)).reason();

        assertThat(reason).startsWith("x\\u000Ax\\u000A").hasSizeLessThanOrEqualTo(200);
        assertThat(new Refused(reason).reason()).isEqualTo(reason);
    }

    @Test
    void the_longest_names_leave_room_for_what_is_wrong_with_them() {
        assertThat(reason("\u0001".repeat(1024))).endsWith("…\" holds the control character U+0001");
        assertThat(reason("a".repeat(1_000_000)))
                .isEqualTo("the name has 1000000 characters; a domain name has at most 253");
    }

    private static String reason(String name) {
        return ((Refused) DomainName.check(name)).reason();
    }
}
