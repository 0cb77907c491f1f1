package io.cptm8.orchestratorm8.scanner;

import io.cptm8.orchestratorm8.config.Durations;
import io.cptm8.orchestratorm8.config.Nearest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The parameters that a scanner's file gives, held against what its template takes. Every answer is either a value
 * within bounds or a {@link ScannerException} with the line and the parameter.
 */
final class Parameters {

    private static final Pattern BROKER_NAME = Pattern.compile("[A-Za-z0-9_.:\\-]{1,200}");

    private final ScannerFile file;
    private final Map<String, Optional<String>> template;
    private final UnaryOperator<String> placeholders;

    /** @param template names of the template's parameters, each with its default; empty: it must be given */
    Parameters(ScannerFile file, Map<String, Optional<String>> template, UnaryOperator<String> placeholders) {
        this.file = file;
        this.template = template;
        this.placeholders = placeholders;
        for (var given : file.parameters().entrySet()) {
            if (!template.containsKey(given.getKey())) {
                throw new ScannerException(
                        file.file(),
                        given.getValue().line(),
                        "template %s has no parameter \"%s\"%s"
                                .formatted(
                                        file.template().value(),
                                        given.getKey(),
                                        Nearest.to(given.getKey(), template.keySet())
                                                .map("; did you mean \"%s\"?"::formatted)
                                                .orElse("; it has "
                                                        + String.join(", ", new TreeMap<>(template).keySet()))));
            }
        }
        var missing = template.entrySet().stream()
                .filter(parameter -> parameter.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .filter(name -> !file.parameters().containsKey(name))
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            throw new ScannerException(
                    file.file(),
                    file.line(),
                    "template %s needs the parameter \"%s\""
                            .formatted(file.template().value(), String.join("\", \"", missing)));
        }
    }

    String text(String name) {
        var given = file.parameters().get(name);
        if (given == null) {
            return template.getOrDefault(name, Optional.of("")).orElse("");
        }
        try {
            return placeholders.apply(given.value());
        } catch (IllegalArgumentException noSuchKey) {
            throw new ScannerException(
                    file.file(), given.line(), "parameter \"%s\": %s".formatted(name, noSuchKey.getMessage()));
        }
    }

    /** Name of an exchange or a queue. */
    String brokerName(String name) {
        return valid(name, BROKER_NAME.asMatchPredicate()::test, "must be 1 to 200 letters, digits, _ . : or -");
    }

    boolean flag(String name) {
        return valid(name, List.of("true", "false")::contains, "must be true or false")
                .equals("true");
    }

    int count(String name, int minimum, int maximum) {
        return convert(
                name,
                Parameters::whole,
                number -> number >= minimum && number <= maximum,
                "must be a whole number from %d to %d".formatted(minimum, maximum));
    }

    Duration duration(String name, Duration maximum) {
        return convert(
                name,
                Durations::parse,
                length -> length.compareTo(maximum) <= 0,
                "must be a length of time such as 250ms, 5s or 15m, at most %d s".formatted(maximum.toSeconds()));
    }

    Optional<String> cron(String name) {
        var value = text(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Cron.fault(value, Clock.systemUTC()).ifPresent(fault -> {
            throw wrong(name, fault);
        });
        return Optional.of(value);
    }

    List<String> list(String name) {
        var items = new ArrayList<String>();
        for (var item : text(name).split(",")) {
            if (!item.isBlank()) {
                items.add(item.strip());
            }
        }
        return List.copyOf(items);
    }

    List<String> listOf(String name, List<String> allowed) {
        var items = list(name);
        if (items.isEmpty() || !allowed.containsAll(items)) {
            throw wrong(name, "must list some of " + String.join(", ", allowed));
        }
        return items;
    }

    /** {@code x-max-length=1, x-overflow=reject-publish}: digits become an integer, the rest stays text. */
    Map<String, Object> arguments(String name) {
        var arguments = new LinkedHashMap<String, Object>();
        for (var item : list(name)) {
            var parts = item.split("=", 2);
            if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
                throw wrong(name, "must be argument=value, separated by commas");
            }
            var value = parts[1].strip();
            arguments.put(
                    parts[0].strip(),
                    whole(value).<Object>map(Function.identity()).orElse(value));
        }
        return arguments;
    }

    /** Every parameter of the template as text, defaults filled in. */
    Map<String, String> all() {
        var all = new TreeMap<String, String>();
        template.keySet().forEach(name -> all.put(name, text(name)));
        return all;
    }

    String valid(String name, Predicate<String> rule, String inWords) {
        return convert(name, Optional::of, rule, inWords);
    }

    private <T> T convert(String name, Function<String, Optional<T>> conversion, Predicate<T> rule, String inWords) {
        return conversion.apply(text(name)).filter(rule).orElseThrow(() -> wrong(name, inWords));
    }

    ScannerException wrong(String name, String rule) {
        var given = file.parameters().get(name);
        return new ScannerException(
                file.file(),
                given == null ? file.line() : given.line(),
                "parameter \"%s\" is \"%s\", but it %s".formatted(name, text(name), rule));
    }

    private static Optional<Integer> whole(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException notWhole) {
            return Optional.empty();
        }
    }
}
