package io.cptm8.orchestratorm8.gate;

import io.cptm8.orchestratorm8.config.Nearest;
import io.cptm8.orchestratorm8.yaml.Findings;
import io.cptm8.orchestratorm8.yaml.Mistake;
import io.cptm8.orchestratorm8.yaml.YamlNode;
import io.cptm8.orchestratorm8.yaml.YamlNode.Field;
import io.cptm8.orchestratorm8.yaml.YamlNode.Fields;
import io.cptm8.orchestratorm8.yaml.YamlNode.Items;
import io.cptm8.orchestratorm8.yaml.YamlNode.Scalar;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Holds the nodes of a file against Camel's schema. A value is read as Camel reads it, which takes {@code "100"} for a
 * number and {@code 100} for text, and not as JSON would.
 */
final class Shape {

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");

    private final Findings findings;

    Shape(Findings findings) {
        this.findings = findings;
    }

    /** @param name of what the node belongs to, for messages: {@code step "log"} */
    void check(YamlNode node, SchemaPart reference, String name) {
        var rule = reference.resolved();
        if (node instanceof Fields mapping && rule.asOptions().isPresent()) {
            options(mapping, rule, rule.asOptions().get(), name);
        } else if (node instanceof Items list && rule.isType("array")) {
            list.items().forEach(item -> rule.items().ifPresent(each -> check(item, each, name)));
        } else if (node instanceof Scalar scalar
                && !Nodes.isNothing(node)
                && rule.asText().isPresent()) {
            text(scalar, rule.asText().get(), name);
        } else if (!rule.isAnything()) {
            wrongShape(node, rule, name);
        }
    }

    private void options(Fields mapping, SchemaPart rule, SchemaPart options, String name) {
        var entries = mapping.fields();
        for (var entry : entries) {
            var option = options.option(entry.name());
            if (option.isPresent()) {
                check(entry.value(), option.get(), nameOf(options, entry.name()));
            } else if (options.isClosed()) {
                unknown(entry, options, name);
            }
        }
        if (options.isNamed() && entries.size() > 1) {
            var second = entries.get(1).key();
            findings.add(
                    second,
                    Mistake.WRONG_SHAPE,
                    second.text(),
                    "\"%s\" and \"%s\" stand in one list entry, which has one name; a hyphen is missing before the second, or blanks in front of it"
                            .formatted(entries.get(0).name(), second.text()));
        }
        required(mapping, rule.required(), name);
        if (options != rule) {
            required(mapping, options.required(), name);
        }
        options.choices().forEach(choice -> one(mapping, choice, name));
    }

    private void unknown(Field entry, SchemaPart options, String name) {
        var word = entry.name();
        if (options.isNamed()) {
            findings.addOneOf(
                    entry.key(),
                    Mistake.UNKNOWN_STEP,
                    word,
                    "there is no step \"%s\"".formatted(word),
                    options.options());
            return;
        }
        var problem = "%s has no option \"%s\"".formatted(name, word);
        if (options.option("parameters").isPresent() && options.option("uri").isPresent()) {
            problem += " (options of the endpoint stand below parameters)";
        }
        findings.addOneOf(entry.key(), Mistake.UNKNOWN_OPTION, word, problem, options.options());
    }

    private void required(Fields mapping, Collection<String> required, String name) {
        for (var option : required) {
            if (mapping.get(option).isEmpty()) {
                findings.add(
                        mapping,
                        Mistake.MISSING_OPTION,
                        "",
                        "%s has no \"%s\", which it needs".formatted(name, option));
            }
        }
    }

    private void one(Fields mapping, SchemaPart.Choice choice, String name) {
        var given = mapping.fields().stream()
                .filter(entry -> choice.options().containsKey(entry.name()))
                .toList();
        if (given.size() > 1) {
            var second = given.get(1);
            findings.add(
                    second.key(),
                    Mistake.WRONG_SHAPE,
                    second.name(),
                    "%s has \"%s\" and \"%s\", of which it can have one"
                            .formatted(name, given.get(0).name(), second.name()));
        } else if (given.isEmpty() && !choice.optional()) {
            findings.add(
                    mapping,
                    Mistake.MISSING_OPTION,
                    "",
                    "%s needs one of %s"
                            .formatted(name, String.join(", ", choice.options().keySet())));
        }
    }

    private void text(Scalar scalar, SchemaPart rule, String name) {
        var value = scalar.text();
        if (value.contains("{{")) {
            return; // known when the key's value is filled in
        }
        var known = rule.values();
        if (!known.isEmpty() && known.stream().noneMatch(each -> plain(each).equals(plain(value)))) {
            findings.addOneOf(scalar, Mistake.WRONG_TYPE, value, "%s cannot be \"%s\"".formatted(name, value), known);
        } else if (rule.isType("boolean") && !value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            findings.add(
                    scalar,
                    Mistake.WRONG_TYPE,
                    value,
                    "%s is \"%s\", but it must be true or false".formatted(name, value),
                    Nearest.to(value, List.of("true", "false")));
        } else if (rule.isType("number") && !NUMBER.matcher(value).matches()) {
            findings.add(
                    scalar, Mistake.WRONG_TYPE, value, "%s is \"%s\", but it must be a number".formatted(name, value));
        }
    }

    /** Camel takes the names of its constants in any case, and with hyphens. */
    private static String plain(String constant) {
        return constant.replace("-", "").replace("_", "").toUpperCase(Locale.ROOT);
    }

    private void wrongShape(YamlNode node, SchemaPart rule, String name) {
        var must = rule.isType("array")
                ? "a list, one \"- \" for each entry"
                : rule.asOptions().isPresent() && !rule.isType("object")
                        ? "text, or options with a value each"
                        : rule.isType("object") ? "options with a value each" : "one value";
        findings.add(node, Mistake.WRONG_SHAPE, "", "%s is %s, but it must be %s".formatted(name, node.kind(), must));
    }

    private static String nameOf(SchemaPart parent, String key) {
        return (parent.isNamed() ? "step \"%s\"" : "\"%s\"").formatted(key);
    }
}
