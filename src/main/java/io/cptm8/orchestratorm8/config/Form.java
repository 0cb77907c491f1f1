package io.cptm8.orchestratorm8.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What a value must look like.
 *
 * @param rule in words that follow "must be"
 * @param reading empty: the text is not of this form, or out of its bounds
 * @param fault which part of a text that is not of this form is wrong, as the end of a sentence; empty: all of it
 */
record Form<T>(String rule, Function<String, Optional<T>> reading, UnaryOperator<String> fault) {

    Form(String rule, Function<String, Optional<T>> reading) {
        this(rule, reading, text -> "");
    }

    Optional<T> read(String text) {
        return reading.apply(text);
    }

    static Form<String> text() {
        return new Form<>("any text", Optional::of);
    }

    static Form<String> oneOf(String... words) {
        return new Form<>(
                "one of " + String.join(", ", words), text -> Optional.of(text).filter(List.of(words)::contains));
    }

    static Form<String> matching(String inWords, String pattern) {
        var compiled = Pattern.compile(pattern);
        return new Form<>(
                inWords,
                text -> Optional.of(text).filter(each -> compiled.matcher(each).matches()));
    }

    /** One server, or a list of them. */
    static Form<String> hosts() {
        return new Form<>(
                "a host name or an IP address, alone or with :port (an IPv6 address in brackets), or several separated by commas",
                text -> Optional.of(text).filter(each -> Hosts.wrong(each).isEmpty()),
                text -> Hosts.wrong(text).map("; "::concat).orElse(""));
    }

    static Form<Integer> count(int minimum, int maximum) {
        return new Form<>(
                "a whole number from %d to %d".formatted(minimum, maximum),
                text -> number(text).filter(number -> number >= minimum && number <= maximum));
    }

    static Form<Duration> length(String minimum, String maximum) {
        var shortest = Durations.parse(minimum).orElseThrow();
        var longest = Durations.parse(maximum).orElseThrow();
        return new Form<>(
                "a length of time from %s to %s, written like 250ms, 5s or 15m".formatted(minimum, maximum),
                text -> Durations.parse(text)
                        .filter(length -> length.compareTo(shortest) >= 0 && length.compareTo(longest) <= 0));
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
