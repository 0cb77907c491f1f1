package io.cptm8.orchestratorm8.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The values that were given, by key. Answers with those and with defaults, within bounds, and remembers what is wrong,
 * so that all of it can be said at once.
 */
final class Values {

    /**
     * @param place where it stands, for a message
     * @param variable the environment variable that it comes from; empty: none
     */
    record Given(String text, String place, String variable) {}

    private final String file;
    private final Map<String, Given> given;
    private final Map<String, String> filled = new TreeMap<>();
    private final List<Problem> problems;

    /**
     * @param file for a message about what stands nowhere
     * @param problems that are known already
     */
    Values(String file, Map<String, Given> given, List<Problem> problems) {
        this.file = file;
        this.given = given;
        this.problems = new ArrayList<>(problems);
        given.forEach((key, value) -> filled.put(key, value.text()));
    }

    <T> T of(Key<T> key) {
        var value = given.get(key.name());
        var text = value == null || value.text().isEmpty() ? key.fallback() : value.text();
        filled.put(key.name(), text);
        return key.form().read(text).orElseGet(() -> {
            problems.add(new Problem(
                    "%s: %s = %s, but it must be %s%s"
                            .formatted(
                                    value.place(),
                                    key.name(),
                                    text,
                                    key.form().rule(),
                                    key.form().fault().apply(text)),
                    value.variable().isEmpty()
                            ? "Correct the value."
                            : "Correct the environment variable %s, which it comes from.".formatted(value.variable())));
            return key.form().read(key.fallback()).orElseThrow();
        });
    }

    /** Says what is wrong with values that are right each by itself. */
    void together(Key<?> one, Key<?> other, String what, String cure) {
        var place = Stream.of(one, other)
                .map(key -> given.get(key.name()))
                .filter(value -> value != null)
                .map(Given::place)
                .findFirst()
                .orElse(file);
        problems.add(new Problem(place + ": " + what, cure));
    }

    /** Says what is wrong elsewhere, for example with a secret's file. */
    void elsewhere(Problem problem) {
        problems.add(problem);
    }

    /** Every key that was given or asked for, with its value. */
    Map<String, String> finish() {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return Map.copyOf(filled);
    }
}
