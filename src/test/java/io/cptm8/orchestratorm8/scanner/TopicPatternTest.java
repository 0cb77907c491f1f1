package io.cptm8.orchestratorm8.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicPatternTest {

    private static final int CASES = 20_000;

    private final Random random = new Random(42);

    @ParameterizedTest
    @CsvSource({
        "cptm8.num8.#, cptm8.num8.get.scan, true",
        "cptm8.num8.#, cptm8.num8, true",
        "cptm8.qnum8.#, cptm8.num8.get.scan, false",
        "cptm8.*.get, cptm8.num8.get, true",
        "cptm8.*.get, cptm8.get, false",
        "#, '', true",
        "'', '', true",
        "*, '', false",
        "#.#, '', true",
        "*, a., false",
        "*.*, a., true",
        "#.b, a.b.b, true",
        "a, A, false",
        "cptm8.#, cptm8.#, true",
        "cptm8.a, cptm8.*, false"
    })
    void amqps_rules_hold(String pattern, String key, boolean matches) {
        assertThat(new TopicPattern(pattern).matches(key)).isEqualTo(matches);
    }

    /** Against another way to say the same: each word with a dot before it, in a regular expression. */
    @Test
    void any_pattern_and_any_key_agree_with_a_regular_expression() {
        int matched = 0;
        for (int i = 0; i < CASES; i++) {
            var pattern = words(List.of("a", "b", "*", "#"));
            var key = words(List.of("a", "b"));
            var expected = regex(pattern).matcher(dotted(key)).matches();
            assertThat(new TopicPattern(pattern).matches(key))
                    .as("%s for %s", pattern, key)
                    .isEqualTo(expected);
            matched += expected ? 1 : 0;
        }
        assertThat(matched).isBetween(CASES / 20, CASES * 19 / 20);
    }

    /** An expression that became any words must not have been complained about. */
    @Test
    void what_a_computed_key_became_was_possible_before() {
        int became = 0;
        for (int i = 0; i < CASES; i++) {
            var expression = words(List.of("a", "b", "${body[a.b]}", "a${header.${b}}b"));
            var pattern = new TopicPattern(words(List.of("a", "b", "*", "#")));
            var key = expression.replace("${body[a.b]}", filling()).replace("${header.${b}}", filling());
            if (pattern.matches(key)) {
                became++;
                assertThat(pattern.canMatch(expression))
                        .as("%s for %s, which became %s", pattern, expression, key)
                        .isTrue();
            }
        }
        assertThat(became).isGreaterThan(CASES / 20);
    }

    @ParameterizedTest
    @CsvSource({"cptm8.qnum8.#, cptm8.num8.get.${body[id]}", "cptm8.*, cptm8.num8.${body[id]}", "x.#, a.${body[id]}"})
    void what_cannot_be_is_certain(String pattern, String key) {
        assertThat(new TopicPattern(pattern).canMatch(key)).isFalse();
    }

    @Test
    void the_usual_mistake_is_mended() {
        assertThat(new TopicPattern("cptm8.qnum8.#").mendedFor("cptm8.num8.get.scan"))
                .contains("cptm8.num8.#");
        assertThat(new TopicPattern("x.y.#").mendedFor("cptm8.num8.get.scan")).isEmpty();
    }

    private String filling() {
        var words = words(List.of("a", "b"));
        return words.isEmpty() ? "a" : words;
    }

    private String words(List<String> choices) {
        var words = new ArrayList<String>();
        for (int i = random.nextInt(5); i > 0; i--) {
            words.add(choices.get(random.nextInt(choices.size())));
        }
        return String.join(".", words);
    }

    private static String dotted(String key) {
        return key.isEmpty() ? "" : "." + key;
    }

    private static Pattern regex(String pattern) {
        return Pattern.compile(List.of(pattern.split("\\.")).stream()
                .filter(word -> !word.isEmpty())
                .map(word -> switch (word) {
                    case "*" -> "\\.[ab]";
                    case "#" -> "(\\.[ab])*";
                    default -> "\\." + word;
                })
                .collect(Collectors.joining()));
    }
}
