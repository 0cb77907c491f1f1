package io.cptm8.orchestratorm8.scanner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A scanner's file before there is one.
 *
 * @param name stem of the file and id of the route; not checked here
 * @param template the style of dispatch
 * @param description what it scans, the first line of the file
 * @param parameters values by name, in the order in which they are written
 */
public record ScannerDraft(String name, String template, String description, Map<String, String> parameters) {

    /** Lets editors complete and check the file. */
    private static final String MODELINE = "# yaml-language-server: $schema=../scanner.schema.json";

    /** Lines before the first parameter. */
    private static final int HEAD = 6;

    /** What means the same text without quotes, in any version of YAML. */
    private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9-]+)*");

    private static final List<String> WORDS_OF_YAML =
            List.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    /** Keeps the order, which {@link Map#copyOf} does not. */
    public ScannerDraft {
        parameters = new LinkedHashMap<>(parameters);
    }

    /** This draft without what the template says by itself. */
    public ScannerDraft without(Map<String, Optional<String>> defaults) {
        var needed = new LinkedHashMap<>(parameters);
        needed.entrySet()
                .removeIf(each -> defaults.getOrDefault(each.getKey(), Optional.empty())
                        .filter(fallback -> Objects.equals(fallback, each.getValue()))
                        .isPresent());
        return new ScannerDraft(name, template, description, needed);
    }

    /** Whether requests for it are made without anybody asking: a change or a schedule makes them. */
    public boolean asksByItself(Map<String, Optional<String>> defaults) {
        var onChange = parameters.getOrDefault(
                "onChange", defaults.getOrDefault("onChange", Optional.empty()).orElse(""));
        return onChange.equals("true") || !parameters.getOrDefault("cron", "").isEmpty();
    }

    /** The text of the file. */
    public String yaml() {
        var lines = new ArrayList<String>();
        lines.add("# " + description.replaceAll("[\\p{Cntrl}\\s]+", " ").strip());
        lines.add(MODELINE);
        lines.add("- templatedRoute:");
        lines.add("    routeTemplateRef: " + scalar(template));
        lines.add("    routeId: " + scalar(name));
        lines.add("    parameters:");
        parameters.forEach(
                (parameter, value) -> lines.add("      - { name: %s, value: %s }".formatted(parameter, scalar(value))));
        return String.join("\n", lines) + "\n";
    }

    /** The parameter that is written on this line of {@link #yaml}, from 1. */
    Optional<String> parameterOn(int line) {
        return parameters.keySet().stream()
                .skip(Math.max(0, line - HEAD - 1))
                .findFirst()
                .filter(first -> line > HEAD);
    }

    private static String scalar(String value) {
        if (PLAIN.matcher(value).matches() && !WORDS_OF_YAML.contains(value)) {
            return value;
        }
        var text = new StringBuilder("\"");
        value.chars().forEach(each -> {
            if (each == '"' || each == '\\') {
                text.append('\\').append((char) each);
            } else if (Character.isISOControl(each)) {
                text.append("\\u%04x".formatted(each));
            } else {
                text.append((char) each);
            }
        });
        return text.append('"').toString();
    }
}
