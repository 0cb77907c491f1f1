package io.cptm8.orchestratorm8.scanner;

import io.cptm8.orchestratorm8.config.Nearest;
import io.cptm8.orchestratorm8.scanner.ScannerFile.Given;
import io.cptm8.orchestratorm8.yaml.Findings;
import io.cptm8.orchestratorm8.yaml.Mistake;
import io.cptm8.orchestratorm8.yaml.YamlNode;
import io.cptm8.orchestratorm8.yaml.YamlNode.Field;
import io.cptm8.orchestratorm8.yaml.YamlNode.Fields;
import io.cptm8.orchestratorm8.yaml.YamlNode.Items;
import io.cptm8.orchestratorm8.yaml.YamlNode.Meaning;
import io.cptm8.orchestratorm8.yaml.YamlNode.Scalar;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds one templated route with names and values in a file's YAML, and says where it has another shape. */
final class ScannerShape {

    private static final String ONE_ENTRY = "a scanner's file holds one list entry, - templatedRoute:";
    private static final List<String> FIELDS = List.of("routeTemplateRef", "routeId", "parameters");

    private final Findings findings;
    private boolean complete;

    ScannerShape(Findings findings) {
        this.findings = findings;
    }

    /** Empty when there is nothing to go on with; the findings say why. */
    Optional<ScannerFile> read(YamlNode root) {
        if (!(root instanceof Items list) || list.items().isEmpty()) {
            var dash = root instanceof Fields fields
                    && fields.get("templatedRoute").isPresent();
            findings.add(root, Mistake.WRONG_SHAPE, "", ONE_ENTRY + (dash ? " (the dash is missing)" : ""));
            return Optional.empty();
        }
        list.items().stream()
                .skip(1)
                .forEach(
                        further -> findings.add(
                                further,
                                Mistake.WRONG_SHAPE,
                                "",
                                "a scanner's file holds one templatedRoute, and this is another entry; give it a file of its own"));
        return entry(list.items().get(0));
    }

    private Optional<ScannerFile> entry(YamlNode entry) {
        if (!(entry instanceof Fields fields)) {
            findings.add(entry, Mistake.WRONG_SHAPE, "", ONE_ENTRY);
            return Optional.empty();
        }
        var route = fields.field("templatedRoute");
        for (var field : fields.fields()) {
            if (route.isPresent() && FIELDS.contains(field.name())) {
                findings.add(
                        field.key(),
                        Mistake.INDENTATION,
                        field.name(),
                        "\"%s\" stands beside templatedRoute, but belongs below it: indent it two columns more than templatedRoute (line %d)"
                                .formatted(field.name(), route.get().key().line()));
            } else if (!field.name().equals("templatedRoute")) {
                findings.add(
                        field.key(),
                        Mistake.UNKNOWN_STEP,
                        field.name(),
                        "\"%s\" cannot be here: %s".formatted(field.name(), ONE_ENTRY),
                        Nearest.to(field.name(), List.of("templatedRoute")));
            }
        }
        return route.flatMap(known -> route(known, fields));
    }

    private Optional<ScannerFile> route(Field route, Fields beside) {
        if (!(route.value() instanceof Fields fields)) {
            if (!(route.value() instanceof Scalar scalar && scalar.meaning() == Meaning.NOTHING)) {
                findings.add(route.value(), Mistake.WRONG_SHAPE, "", "templatedRoute must be a mapping, key: value");
            } else if (route.value().line() == route.key().line()) {
                findings.add(
                        route.key(), Mistake.WRONG_SHAPE, "templatedRoute", "\"templatedRoute\" has nothing below it");
            }
            return Optional.empty();
        }
        var meant = new HashSet<String>();
        for (var field : fields.fields()) {
            if (!FIELDS.contains(field.name())) {
                var nearest = Nearest.to(field.name(), FIELDS)
                        .or(() -> Optional.of("parameters").filter(list -> field.value() instanceof Items))
                        .filter(name -> fields.get(name).isEmpty());
                nearest.ifPresent(meant::add);
                findings.add(
                        field.key(),
                        Mistake.UNKNOWN_OPTION,
                        field.name(),
                        "templatedRoute has no field \"%s\" here; there are routeTemplateRef, routeId and parameters"
                                .formatted(field.name()),
                        nearest);
            }
        }
        for (var name : List.of("routeTemplateRef", "routeId")) {
            if (fields.get(name).isEmpty()
                    && !meant.contains(name)
                    && beside.get(name).isEmpty()) {
                findings.add(route.key(), Mistake.MISSING_OPTION, "", "\"%s\" is missing".formatted(name));
            }
        }
        var parameters = fields.field("parameters");
        complete = !meant.contains("parameters") && beside.get("parameters").isEmpty();
        var given = parameters(parameters.map(Field::value).orElse(null));
        return Optional.of(new ScannerFile(
                fields.field("routeId").flatMap(this::oneValue),
                fields.field("routeTemplateRef").flatMap(this::oneValue),
                parameters.map(Field::key).orElse(route.key()),
                complete,
                given));
    }

    private Map<String, Given> parameters(YamlNode node) {
        var parameters = new LinkedHashMap<String, Given>();
        if (node instanceof Items list) {
            list.items().forEach(item -> parameter(item, parameters));
        } else if (node != null && !(node instanceof Scalar scalar && scalar.meaning() == Meaning.NOTHING)) {
            findings.add(
                    node,
                    Mistake.WRONG_SHAPE,
                    "",
                    "parameters must be a list of { name: ..., value: ... }, not " + node.kind());
            complete = false;
        }
        return parameters;
    }

    private void parameter(YamlNode item, Map<String, Given> parameters) {
        if (!(item instanceof Fields fields)) {
            var word = item instanceof Scalar scalar ? scalar.text() : "";
            findings.add(item, Mistake.WRONG_SHAPE, word, "this must be a mapping, { name: ..., value: ... }");
            complete = false;
            return;
        }
        var nameField = fields.field("name");
        if (nameField.isEmpty()) {
            findings.add(item, Mistake.MISSING_OPTION, "", "\"name\" is missing");
        }
        var name = nameField.flatMap(this::oneValue);
        complete &= name.isPresent();
        var whose = name.map(it -> "parameter \"" + it.text() + "\"").orElse("a parameter");
        for (var field : fields.fields()) {
            if (!List.of("name", "value").contains(field.name())) {
                findings.add(
                        field.key(),
                        Mistake.UNKNOWN_OPTION,
                        field.name(),
                        "%s must have a name and a value, and nothing else such as \"%s\""
                                .formatted(whose, field.name()),
                        Nearest.to(field.name(), List.of("name", "value"))
                                .filter(right -> fields.get(right).isEmpty()));
            }
        }
        if (fields.get("value").isEmpty() && fields.fields().size() < 2) {
            findings.add(item, Mistake.MISSING_OPTION, "", whose + " must have a name and a value, and nothing else");
        }
        name.ifPresent(known -> given(known, fields.field("value").flatMap(this::oneValue), parameters));
    }

    private void given(Scalar name, Optional<Scalar> value, Map<String, Given> parameters) {
        var earlier = parameters.putIfAbsent(name.text(), new Given(name, value));
        if (earlier != null) {
            findings.add(
                    name,
                    Mistake.GIVEN_TWICE,
                    name.text(),
                    "parameter \"%s\" is given twice; the first is in line %d"
                            .formatted(name.text(), earlier.name().line()));
        }
    }

    private Optional<Scalar> oneValue(Field field) {
        if (field.value() instanceof Scalar scalar && scalar.meaning() != Meaning.NOTHING) {
            return Optional.of(scalar);
        }
        findings.add(
                field.value() instanceof Scalar ? field.key() : field.value(),
                Mistake.WRONG_SHAPE,
                field.name(),
                "\"%s\" must be one value, not %s"
                                .formatted(field.name(), field.value().kind())
                        + (field.value() instanceof Scalar ? "; for an empty one write \"\"" : ""));
        return Optional.empty();
    }
}
