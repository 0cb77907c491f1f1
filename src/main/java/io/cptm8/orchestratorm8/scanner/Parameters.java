package io.cptm8.orchestratorm8.scanner;

import io.cptm8.orchestratorm8.config.Durations;
import io.cptm8.orchestratorm8.config.Nearest;
import io.cptm8.orchestratorm8.scanner.Templates.Template;
import io.cptm8.orchestratorm8.yaml.Findings;
import io.cptm8.orchestratorm8.yaml.Mistake;
import io.cptm8.orchestratorm8.yaml.YamlFile;
import io.cptm8.orchestratorm8.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The parameters that a scanner's file gives, held against what its template takes and against {@link ParameterRules}.
 * What is wrong becomes a finding at the parameter's place; the conversions are for a file without findings.
 */
final class Parameters {

    private final ScannerFile file;
    private final Template template;
    private final UnaryOperator<String> placeholders;
    private final Findings findings;
    /** Of every parameter of the template, defaults filled in; what is not known for a fault is not there. */
    private final Map<String, String> values = new TreeMap<>();

    private final Set<String> broken = new HashSet<>();

    Parameters(ScannerFile file, Template template, UnaryOperator<String> placeholders, Findings findings) {
        this.file = file;
        this.template = template;
        this.placeholders = placeholders;
        this.findings = findings;
        missing(unknown());
        template.parameters().keySet().forEach(this::fill);
        values.forEach((name, value) -> ParameterRules.of(name)
                .flatMap(shown -> shown.rule().brokenBy(value))
                .ifPresent(fault -> wrong(name, fault.mistake(), fault.says(), fault.nearest())));
    }

    /** Answers what was probably meant by names that the template does not know. */
    private Set<String> unknown() {
        var meant = new HashSet<String>();
        for (var given : file.parameters().values()) {
            var name = given.name().text();
            if (!template.parameters().containsKey(name)) {
                var nearest = Nearest.to(name, template.parameters().keySet());
                nearest.ifPresent(meant::add);
                var all = String.join(", ", new TreeSet<>(template.parameters().keySet()));
                findings.add(
                        given.name(),
                        Mistake.UNKNOWN_PARAMETER,
                        name,
                        "template %s has no parameter \"%s\"".formatted(template.id(), name)
                                + (nearest.isPresent() ? "" : "; it has " + all),
                        nearest);
            }
        }
        return meant;
    }

    private void missing(Set<String> meant) {
        var missing = template.parameters().values().stream()
                .filter(parameter -> parameter.defaultValue().isEmpty())
                .map(Templates.Parameter::name)
                .filter(name -> !file.parameters().containsKey(name) && !meant.contains(name))
                .sorted()
                .toList();
        if (file.complete() && !missing.isEmpty()) {
            findings.addAt(
                    file.parametersAt(),
                    Mistake.MISSING_PARAMETER,
                    missing.get(0),
                    "template %s needs the parameter \"%s\"".formatted(template.id(), String.join("\", \"", missing)),
                    Optional.empty());
        }
    }

    private void fill(String name) {
        var given = file.parameters().get(name);
        if (given == null) {
            template.parameters().get(name).defaultValue().ifPresent(value -> values.put(name, value));
        } else if (given.value().isPresent()) {
            try {
                values.put(name, placeholders.apply(given.value().get().text()));
            } catch (UnknownKeyException e) {
                findings.addAt(given.value().get(), Mistake.UNKNOWN_KEY, e.key(), said(name, e), e.nearest());
            } catch (IllegalArgumentException e) {
                var key = YamlFile.keysOf(given.value().get().text()).stream().findFirst();
                findings.addAt(
                        given.value().get(), Mistake.UNKNOWN_KEY, key.orElse(""), said(name, e), Optional.empty());
            }
        }
    }

    private static String said(String name, IllegalArgumentException e) {
        return "parameter \"%s\": %s".formatted(name, e.getMessage());
    }

    /** Adds a finding at the parameter's value. */
    void wrong(String name, Mistake mistake, String says, Optional<String> nearest) {
        broken.add(name);
        var given = Optional.ofNullable(file.parameters().get(name)).flatMap(ScannerFile.Given::value);
        findings.addAt(
                given.<YamlNode>map(value -> value).orElse(file.parametersAt()),
                mistake,
                values.get(name),
                "parameter \"%s\" is \"%s\", but it %s".formatted(name, values.get(name), says),
                nearest);
    }

    /** The value, if it is there and right. */
    Optional<String> right(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !broken.contains(name));
    }

    String text(String name) {
        return values.get(name);
    }

    boolean flag(String name) {
        return text(name).equals("true");
    }

    int count(String name) {
        return Integer.parseInt(text(name));
    }

    Duration duration(String name) {
        return Durations.parse(text(name)).orElseThrow();
    }

    List<String> list(String name) {
        return list(Optional.of(text(name)));
    }

    static List<String> list(Optional<String> text) {
        var items = new ArrayList<String>();
        for (var item : text.orElse("").split(",")) {
            if (!item.isBlank()) {
                items.add(item.strip());
            }
        }
        return List.copyOf(items);
    }

    /** {@code x-max-length=1, x-overflow=reject-publish}: digits become a number, the rest stays text. */
    Map<String, Object> arguments(String name) {
        var arguments = new LinkedHashMap<String, Object>();
        for (var item : list(name)) {
            var parts = item.split("=", 2);
            arguments.put(parts[0].strip(), argument(parts[1].strip()));
        }
        return arguments;
    }

    private static Object argument(String value) {
        if (!value.matches("-?[0-9]{1,18}")) {
            return value;
        }
        var number = Long.parseLong(value);
        return number == (int) number ? (Object) (int) number : (Object) number;
    }

    /** Every parameter of the template as text, defaults filled in. */
    Map<String, String> all() {
        return new TreeMap<>(values);
    }
}
