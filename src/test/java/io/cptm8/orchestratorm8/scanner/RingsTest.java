package io.cptm8.orchestratorm8.scanner;

import static io.cptm8.orchestratorm8.testing.PreparedDatabase.ringScanner;
import static io.cptm8.orchestratorm8.testing.PreparedDatabase.scanner;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RingsTest {

    @Test
    void a_round_begins_at_the_scanner_that_starts_on_change() {
        assertThat(Rings.beginnings(List.of(
                        ringScanner("katanam8", "num8"),
                        ringScanner("num8", "asmm8"),
                        ringScanner("asmm8", "katanam8"))))
                .isEqualTo(Map.of("asmm8", "asmm8", "katanam8", "asmm8", "num8", "asmm8"));
    }

    @Test
    void without_such_a_scanner_it_begins_at_the_first_by_name() {
        assertThat(Rings.beginnings(List.of(ringScanner("b", "c"), ringScanner("c", "b"))))
                .isEqualTo(Map.of("b", "b", "c", "b"));
    }

    @Test
    void who_hands_over_to_a_ring_and_never_has_its_turn_again_is_in_none() {
        assertThat(Rings.beginnings(List.of(ringScanner("a", "b"), ringScanner("b", "c"), ringScanner("c", "b"))))
                .containsOnlyKeys("b", "c");
    }

    @Test
    void who_hands_over_to_nobody_or_to_somebody_without_a_file_is_in_no_ring() {
        assertThat(Rings.beginnings(
                        List.of(ringScanner("a", ""), ringScanner("b", "gone"), ringScanner("c", "d"), scanner("d"))))
                .isEmpty();
    }

    @Test
    void a_scanner_that_starts_itself_again_is_a_ring() {
        assertThat(Rings.beginnings(List.of(ringScanner("a", "a")))).isEqualTo(Map.of("a", "a"));
    }

    @Test
    void a_ring_that_does_not_close_is_named_with_where_it_ends_and_one_that_does_is_not() {
        var closed = ringScanner("c", "c");
        assertThat(Rings.open(List.of(ringScanner("asmm8", "num8"), ringScanner("num8", "asmm8"), closed)))
                .isEmpty();
        assertThat(Rings.open(List.of(ringScanner("asmm8", "num8"), ringScanner("num8", "assm8"), closed)))
                .isEqualTo(Map.of(
                        "num8 hands over to assm8, which has no enabled file for a ring", List.of("asmm8", "num8")));
        assertThat(Rings.open(List.of(ringScanner("asmm8", "num8"), ringScanner("num8", ""), closed)))
                .isEqualTo(Map.of("the file of num8 has no next", List.of("asmm8")));
        assertThat(Rings.open(List.of(ringScanner("asmm8", "c"), closed, scanner("certm8"))))
                .isEqualTo(Map.of("c is in another ring", List.of("asmm8")));
    }
}
