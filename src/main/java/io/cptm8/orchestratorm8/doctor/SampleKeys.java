package io.cptm8.orchestratorm8.doctor;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Routing keys that a scanner's {@code key} can become: an expression in it may put in words, and dots, of its own. */
final class SampleKeys {

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{[^{}]*}");

    private static final String ID = "00000000-0000-0000-0000-000000000000";
    private static final List<String> VALUES = List.of("x", "example.com", "a.b.example.com", "a.b.c.d.example.com");

    private SampleKeys() {}

    static List<String> of(String key) {
        var withIds = key.replace("${body[id]}", ID);
        return Stream.concat(
                        Stream.of(withIds),
                        VALUES.stream().map(value -> EXPRESSION.matcher(withIds).replaceAll(value)))
                .filter(sample -> !EXPRESSION.matcher(sample).find())
                .distinct()
                .toList();
    }
}
