package io.cptm8.orchestratorm8.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code application.properties}, read once: fills in {@code {{env:NAME:default}}} and says what is no key, or no line of
 * such a file.
 *
 * <p>A value that comes from the environment is taken as it is: it is never searched for placeholders again.
 */
final class PropertyFile {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{env:([A-Za-z0-9_]+)(?::([^{}]*))?}}");

    private static final String CURE = "Restore the file from the installation.";

    private final Path file;
    private final Map<String, String> environment;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Values.Given> given = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    PropertyFile(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /** @throws ConfigurationException the file cannot be read at all; what else is wrong is said by the values */
    Values read() {
        try {
            trusted();
            // An editor empties a file before it writes it: that is not a wish for all the defaults.
            if (Files.size(file) == 0) {
                throw new ConfigurationException(file + " is empty", CURE);
            }
            PropertyLine.in(file).forEach(this::take);
        } catch (IOException e) {
            throw new ConfigurationException("%s cannot be read (%s)".formatted(file, e), CURE);
        }
        return new Values(file.toString(), given, problems);
    }

    /** Whoever writes it says where passwords are sent to. In a folder such as /tmp a file stays its owner's. */
    private void trusted() throws IOException {
        var real = file.toRealPath();
        var places = OpenToAll.isSticky(real.getParent()) ? List.of(real) : List.of(real, real.getParent());
        var open = OpenToAll.among(places);
        if (open.isPresent()) {
            throw new ConfigurationException(
                    "Anybody on this machine can write %s, and so decide where passwords and messages go"
                            .formatted(open.get()),
                    "chmod o-w \"%s\"".formatted(open.get()));
        }
    }

    private void take(PropertyLine line) {
        var key = line.key();
        var known = key.startsWith(Keys.SCANNERS) || Keys.all().containsKey(key);
        var earlier = numbers.putIfAbsent(key, line.number());
        if (key.isEmpty()) {
            problem(line, "this line has no key", "Write one, or remove the line.");
        } else if (!line.separated()) {
            problem(
                    line,
                    "there is no = after " + key,
                    (known ? Optional.of(key) : Keys.meant(key))
                            .map(meant -> "Write %s = %s"
                                            .formatted(meant, line.value())
                                            .strip() + ".")
                            .orElse("Remove the line."));
        } else if (!known) {
            problem(
                    line,
                    "there is no key " + key,
                    Keys.meant(key).map("Did you mean %s?"::formatted).orElse("Remove it."));
        } else if (earlier != null) {
            problem(line, "%s is there twice, first on line %d".formatted(key, earlier), "Remove one of the two.");
        } else {
            given.put(key, fill(line));
        }
    }

    private Values.Given fill(PropertyLine line) {
        var place = file + ":" + line.number();
        var value = line.value();
        if (PLACEHOLDER.matcher(value).replaceAll("").contains("{{")) {
            problem(
                    line,
                    "%s = %s, but a placeholder must be {{env:NAME}} or {{env:NAME:default}}"
                            .formatted(line.key(), value),
                    "Correct it.");
            return new Values.Given("", place, "");
        }
        var variables = new ArrayList<String>();
        var filled = PLACEHOLDER.matcher(value).replaceAll(found -> {
            var set = environment.get(found.group(1));
            if (set != null && !set.isEmpty()) {
                variables.add(found.group(1));
                return Matcher.quoteReplacement(set);
            }
            return Matcher.quoteReplacement(found.group(2) == null ? "" : found.group(2));
        });
        return new Values.Given(filled, place, String.join(" or ", variables));
    }

    private void problem(PropertyLine line, String what, String cure) {
        problems.add(new Problem(file + ":" + line.number() + ": " + what, cure));
    }
}
