package io.cptm8.orchestratorm8.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicPatternTest {

    private static final String[] WORDS = {"a", "b", "cc", "*", "#"};

    @ParameterizedTest
    @CsvSource({
        "cptm8.num8.#, cptm8.num8.get.scan, true",
        "cptm8.num8.#, cptm8.num8, true",
        "cptm8.qnum8.#, cptm8.num8.get.scan, false",
        "cptm8.num8.#, cptm8.num88.get, false",
        "cptm8.*.get, cptm8.num8.get, true",
        "cptm8.*.get, cptm8.get, false",
        "#, '', true",
        "*, '', false",
        "#.scan, scan, true",
        "#.get.#, a.get.b.get.c, true",
        "a.#.b, a.b.c, false",
        "'', '', true",
    })
    void words_stand_for_themselves_a_star_for_one_and_a_hash_for_any_number(
            String pattern, String key, boolean taken) {
        assertThat(new TopicPattern(pattern).matches(key)).isEqualTo(taken);
    }

    @Test
    void it_agrees_with_a_regular_expression_on_a_hundred_thousand_pairs() {
        var random = new Random(8);
        var taken = 0;
        for (int i = 0; i < 100_000; i++) {
            var pattern = words(random, WORDS.length);
            var key = words(random, 3);
            var expected = key.isEmpty()
                    ? pattern.matches("#(\\.#)*") || pattern.isEmpty()
                    : asRegularExpression(pattern).matcher(key + ".").matches();
            assertThat(new TopicPattern(pattern).matches(key))
                    .as("%s takes %s", pattern, key)
                    .isEqualTo(expected);
            taken += expected ? 1 : 0;
        }
        assertThat(taken).isBetween(5_000, 95_000);
    }

    @Test
    void many_hashes_cost_no_more_than_their_number() {
        var pattern = new TopicPattern("#.a.".repeat(30) + "b");

        assertThat(pattern.matches("a.".repeat(60) + "c")).isFalse();
    }

    private static String words(Random random, int choices) {
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(i -> WORDS[random.nextInt(choices)])
                .collect(Collectors.joining("."));
    }

    /** Every word of the key ends with a dot. */
    private static Pattern asRegularExpression(String pattern) {
        if (pattern.isEmpty()) {
            return Pattern.compile("");
        }
        var expression = new StringBuilder();
        for (var word : pattern.split("\\.")) {
            expression.append(
                    switch (word) {
                        case "*" -> "[^.]+\\.";
                        case "#" -> "([^.]+\\.)*";
                        default -> word + "\\.";
                    });
        }
        return Pattern.compile(expression.toString());
    }
}
