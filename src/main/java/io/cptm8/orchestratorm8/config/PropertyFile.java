package io.cptm8.orchestratorm8.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code application.properties}, read once: fills in {@code {{env:NAME:default}}}, answers with typed values within
 * bounds, and remembers what was asked, so that a key which nothing reads is an error with the nearest one that is.
 *
 * <p>A value that comes from the environment is taken as it is: it is never searched for placeholders again.
 */
final class PropertyFile {

    static final String PREFIX = "orchestratorm8.";
    /** Keys below this belong to whoever writes a scanner's file, which uses them as {@code {{key}}}. */
    private static final String SCANNERS = PREFIX + "scanners.";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{env:([A-Za-z0-9_]+)(?::([^{}]*))?}}");

    private final Path file;
    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, String> filled = new TreeMap<>();
    private final TreeSet<String> known = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    PropertyFile(Path file, Map<String, String> environment) {
        this.file = file;
        var loaded = new OneValueEach();
        try (var reader = Files.newBufferedReader(file)) {
            loaded.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    "%s cannot be read (%s). Nothing was started. Restore the file from the installation."
                            .formatted(file, e));
        }
        loaded.twice.forEach(key -> problems.add(
                "%s: %s is there twice. Nothing was started. Remove one of the two.".formatted(file, key)));
        loaded.stringPropertyNames()
                .forEach(
                        key -> values.put(key, fill(key, loaded.getProperty(key).strip(), environment)));
    }

    private String fill(String key, String value, Map<String, String> environment) {
        if (PLACEHOLDER.matcher(value).replaceAll("").contains("{{")) {
            problems.add(
                    "%s: %s = %s, but a placeholder must be {{env:NAME}} or {{env:NAME:default}}. Nothing was started. Correct it."
                            .formatted(file, key, value));
            return "";
        }
        return PLACEHOLDER.matcher(value).replaceAll(found -> {
            var set = environment.get(found.group(1));
            var fallback = found.group(2) == null ? "" : found.group(2);
            return Matcher.quoteReplacement(set == null || set.isEmpty() ? fallback : set);
        });
    }

    String text(String name, String fallback) {
        var key = PREFIX + name;
        known.add(key);
        var value = values.getOrDefault(key, "");
        var answer = value.isEmpty() ? fallback : value;
        filled.put(key, answer);
        return answer;
    }

    String oneOf(String name, String fallback, List<String> allowed) {
        var value = text(name, fallback);
        if (!allowed.contains(value)) {
            wrong(name, value, "must be one of " + String.join(", ", allowed));
            return fallback;
        }
        return value;
    }

    String matching(String name, String fallback, Pattern form, String inWords) {
        var value = text(name, fallback);
        if (!form.matcher(value).matches()) {
            wrong(name, value, "must be " + inWords);
            return fallback;
        }
        return value;
    }

    int count(String name, int fallback, int minimum, int maximum) {
        var value = text(name, Integer.toString(fallback));
        try {
            var number = Integer.parseInt(value);
            if (number >= minimum && number <= maximum) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below, with the bounds
        }
        wrong(name, value, "must be a whole number from %d to %d".formatted(minimum, maximum));
        return fallback;
    }

    Duration duration(String name, String fallback, String minimum, String maximum) {
        var value = text(name, fallback);
        var length = Durations.parse(value);
        if (length.isPresent()
                && length.get().compareTo(parsed(minimum)) >= 0
                && length.get().compareTo(parsed(maximum)) <= 0) {
            return length.get();
        }
        wrong(
                name,
                value,
                "must be a length of time from %s to %s, written like 250ms, 5s or 15m".formatted(minimum, maximum));
        return parsed(fallback);
    }

    /** Says what is wrong with values that are right each by itself. */
    void problem(String problem) {
        problems.add(file + ": " + problem);
    }

    /** Says what is wrong elsewhere, for example with a secret's file. */
    void problemElsewhere(String problem) {
        problems.add(problem);
    }

    private void wrong(String name, String value, String rule) {
        problems.add(
                "%s: %s%s = %s, but it %s. Nothing was started. Correct the value or the environment variable that it comes from."
                        .formatted(file, PREFIX, name, value, rule));
    }

    /** Every key with its value, after a last look for keys that nothing has asked for. */
    Map<String, String> finish() {
        for (var key : values.keySet()) {
            if (!known.contains(key) && !key.startsWith(SCANNERS)) {
                problems.add("%s: there is no key %s. Nothing was started. %s"
                        .formatted(
                                file,
                                key,
                                meant(key).map("Did you mean %s?"::formatted).orElse("Remove it.")));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        var all = new TreeMap<>(values);
        all.putAll(filled);
        return Map.copyOf(all);
    }

    /** Keeps the first of two values, and remembers that there were two, which Properties alone does not. */
    private static final class OneValueEach extends Properties {

        private static final long serialVersionUID = 1L;

        private final transient TreeSet<String> twice = new TreeSet<>();

        @Override
        public synchronized Object put(Object key, Object value) {
            var earlier = super.putIfAbsent(key, value);
            if (earlier != null) {
                twice.add((String) key);
            }
            return earlier;
        }
    }

    /** The key, or the key without our prefix, that somebody probably meant. */
    private Optional<String> meant(String key) {
        var names = known.stream().map(each -> each.substring(PREFIX.length())).toList();
        return Nearest.to(key, known).or(() -> Nearest.to(key, names).map(PREFIX::concat));
    }

    private static Duration parsed(String text) {
        return Optional.of(text).flatMap(Durations::parse).orElseThrow();
    }
}
