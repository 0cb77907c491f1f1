package io.cptm8.orchestratorm8.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 250ms}, {@code 5s}, {@code 15m}, {@code 2h}, {@code 1d}. */
public final class Durations {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private Durations() {}

    /** The length, or empty when the text is not one. A bare number has no unit and is refused, except {@code 0}. */
    public static Optional<Duration> parse(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        var match = FORM.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var amount = Long.parseLong(match.group(1));
        return Optional.of(
                switch (match.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                });
    }

    /** Whole and fractional seconds, as PostgreSQL's {@code make_interval} takes them. */
    public static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
