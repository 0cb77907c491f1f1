package io.cptm8.orchestratorm8.scanner;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cptm8.orchestratorm8.scanner.ParameterRules.Shown;
import java.util.List;
import java.util.Optional;

/** A parameter's part of the schema: its value as text, as YAML's own number or flag, or as a {@code {{key}}}. */
final class ValueSchema {

    private ValueSchema() {}

    static ObjectNode of(Templates.Parameter parameter, Optional<Shown> shown) {
        var schema = JsonNodeFactory.instance.objectNode();
        var rule = shown.map(known -> known.rule().inWords()).orElse("may be any text");
        var preset = parameter.defaultValue().map(value -> value.isEmpty() ? "empty" : value);
        schema.put("title", parameter.name());
        schema.put(
                "description",
                "%s. It %s. %s"
                        .formatted(
                                parameter.description(),
                                rule,
                                preset.map(value -> "Default: " + value + ".").orElse("It must be given.")));
        schema.put(
                "markdownDescription",
                "%s.\n\nIt %s.\n\n%s"
                        .formatted(
                                parameter.description(),
                                rule,
                                preset.map(value -> "Default: `" + value + "`.").orElse("**It must be given.**")));
        parameter.defaultValue().ifPresent(value -> schema.put("default", value));
        var examples = schema.putArray("examples");
        shown.map(Shown::examples).orElse(List.of()).forEach(examples::add);
        shown.ifPresentOrElse(
                known -> forms(schema.putArray("anyOf"), known.rule()),
                () -> schema.putArray("type").add("string").add("number").add("boolean"));
        return schema;
    }

    private static void forms(ArrayNode forms, Rule rule) {
        if (rule instanceof Rule.Words words) {
            var values = forms.addObject().putArray("enum");
            words.allowed().forEach(values::add);
            if (words.allowed().contains("true")) {
                values.add(true).add(false);
            }
        } else {
            forms.addObject().put("type", "string").put("pattern", rule.pattern());
        }
        if (rule instanceof Rule.Whole whole) {
            forms.addObject()
                    .put("type", "integer")
                    .put("minimum", whole.minimum())
                    .put("maximum", whole.maximum());
        } else if (rule instanceof Rule.Length) {
            forms.addObject().put("const", 0);
        } else if (rule instanceof Rule.Text) {
            forms.addObject().put("type", "number");
        }
        forms.addObject().put("type", "string").put("pattern", "\\{\\{.+\\}\\}");
    }
}
