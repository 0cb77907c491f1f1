package io.cptm8.orchestratorm8.scanner;

import io.cptm8.orchestratorm8.config.Durations;
import io.cptm8.orchestratorm8.config.Nearest;
import io.cptm8.orchestratorm8.yaml.Mistake;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a parameter's value must be. The checks, the schema for editors and its descriptions are all made of these. */
public sealed interface Rule {

    /** @param says the end of a sentence: "must be …" */
    record Broken(Mistake mistake, String says, Optional<String> nearest) {}

    /** What is wrong with a value whose placeholders are filled in; empty: nothing. */
    Optional<Broken> brokenBy(String value);

    /** What it must be, as the end of a sentence: "must be …". */
    String inWords();

    /** A regular expression, for Java and for ECMAScript, of all values that are right; it may take a few that are not. */
    String pattern();

    /** One of these, and no other; the mistake says what another would be. */
    record Words(List<String> allowed, Mistake mistake) implements Rule {
        @Override
        public Optional<Broken> brokenBy(String value) {
            return allowed.contains(value)
                    ? Optional.empty()
                    : Optional.of(
                            new Broken(mistake, inWords(), meant(value.strip().toLowerCase(Locale.ROOT))));
        }

        /** The right word, from a letter too few or from another way to say yes. */
        private Optional<String> meant(String word) {
            if (allowed.contains("true") && List.of("yes", "on", "1", "y").contains(word)) {
                return Optional.of("true");
            }
            if (allowed.contains("false") && List.of("no", "off", "0", "n").contains(word)) {
                return Optional.of("false");
            }
            return Nearest.to(word, allowed);
        }

        @Override
        public String inWords() {
            return "must be " + String.join(" or ", allowed);
        }

        @Override
        public String pattern() {
            return "^(?:" + String.join("|", allowed) + ")$";
        }
    }

    /** One or several of these, separated by commas. */
    record WordList(List<String> allowed) implements Rule {
        @Override
        public Optional<Broken> brokenBy(String value) {
            var wrong = Arrays.stream(value.split(",", -1))
                    .map(String::strip)
                    .filter(word -> !allowed.contains(word))
                    .findFirst();
            return wrong.map(word -> new Broken(
                    Mistake.OUT_OF_BOUNDS,
                    inWords(),
                    Nearest.to(word, allowed).map(right -> value.replace(word, right))));
        }

        @Override
        public String inWords() {
            return "must list some of " + String.join(", ", allowed);
        }

        @Override
        public String pattern() {
            var word = "\\s*(?:" + String.join("|", allowed) + ")\\s*";
            return "^" + word + "(?:," + word + ")*$";
        }
    }

    /** A whole number; both bounds belong to it. */
    record Whole(int minimum, int maximum) implements Rule {
        @Override
        public Optional<Broken> brokenBy(String value) {
            if (!value.matches("-?[0-9]+")) {
                return Optional.of(new Broken(Mistake.WRONG_TYPE, inWords(), Optional.empty()));
            }
            return value.matches(pattern())
                    ? Optional.empty()
                    : Optional.of(new Broken(Mistake.OUT_OF_BOUNDS, inWords(), Optional.empty()));
        }

        @Override
        public String inWords() {
            return "must be a whole number from %d to %d".formatted(minimum, maximum);
        }

        /** Numbers below the least are excluded by name: it is 0 or 1 wherever this is used. */
        @Override
        public String pattern() {
            return minimum == 0
                    ? "^" + NumberPattern.upTo(maximum) + "$"
                    : "^(?!0+$)" + NumberPattern.upTo(maximum) + "$";
        }
    }

    /** A length of time. */
    record Length(Duration maximum) implements Rule {
        @Override
        public Optional<Broken> brokenBy(String value) {
            var length = Durations.parse(value);
            if (length.isEmpty()) {
                var withUnit = value.matches("[1-9][0-9]{0,4}") ? Optional.of(value + "s") : Optional.<String>empty();
                return Optional.of(new Broken(Mistake.WRONG_TYPE, inWords(), withUnit));
            }
            return length.get().compareTo(maximum) <= 0
                    ? Optional.empty()
                    : Optional.of(new Broken(Mistake.OUT_OF_BOUNDS, inWords(), Optional.empty()));
        }

        @Override
        public String inWords() {
            var most = maximum.toDays() > 0 ? maximum.toDays() + "d" : maximum.toSeconds() + "s";
            return "must be a length of time such as 250ms, 5s or 15m, at most " + most;
        }

        @Override
        public String pattern() {
            return "^(?:0|%sms|%ss|%sm|%sh|%sd)$"
                    .formatted(
                            upTo(maximum.toMillis()),
                            upTo(maximum.toSeconds()),
                            upTo(maximum.toMinutes()),
                            upTo(maximum.toHours()),
                            upTo(maximum.toDays()));
        }

        /** Not more than nine digits are read. */
        private static String upTo(long amount) {
            return "(?=[0-9]{1,9}[a-z])" + NumberPattern.upTo(Math.min(amount, 999_999_999));
        }
    }

    /** Text of a form. Its length is in bytes, as AMQP counts. */
    record Text(String pattern, int maximumBytes, String inWords) implements Rule {
        @Override
        public Optional<Broken> brokenBy(String value) {
            return value.matches(pattern) && value.getBytes(StandardCharsets.UTF_8).length <= maximumBytes
                    ? Optional.empty()
                    : Optional.of(new Broken(Mistake.OUT_OF_BOUNDS, inWords, Optional.empty()));
        }
    }

    /** A Quartz cron expression, or nothing. */
    record Schedule(Clock clock) implements Rule {
        @Override
        public Optional<Broken> brokenBy(String value) {
            return value.isEmpty() ? Optional.empty() : Cron.fault(value, clock);
        }

        @Override
        public String inWords() {
            return "must be a Quartz cron expression in UTC: second minute hour day month weekday";
        }

        @Override
        public String pattern() {
            return "^(?:|\\s*\\S+(?:\\s+\\S+){5,6}\\s*)$";
        }
    }
}
