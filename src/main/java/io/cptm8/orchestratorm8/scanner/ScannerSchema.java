package io.cptm8.orchestratorm8.scanner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cptm8.orchestratorm8.scanner.Templates.Template;

/**
 * The JSON Schema (draft 7) of {@code routes/scanners/*.yaml}, with which editors complete and underline. It is made of
 * the templates and of {@link ParameterRules}, as the checks are. What takes more than one file to know (the file's
 * stem, others' queues, the keys of application.properties), it does not see.
 */
public final class ScannerSchema {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ScannerSchema() {}

    /** The schema as text, with a line end at its end; the same templates give the same bytes. */
    public static String of(Templates templates) {
        var lines = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        try {
            return new ObjectMapper().writer(printer).writeValueAsString(file(templates)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // nothing but text and numbers is in it
        }
    }

    private static ObjectNode file(Templates templates) {
        var schema = JSON.objectNode();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        describe(
                schema,
                "Scanner of OrchestratorM8",
                "One scanner: which queue it has, and when and how it is asked to scan.");
        schema.put("type", "array").put("minItems", 1).put("maxItems", 1);
        var entry = object(schema.putObject("items"), "templatedRoute");
        var route = object(entry.putObject("templatedRoute"), "routeTemplateRef", "routeId", "parameters");
        reference(route.putObject("routeTemplateRef"), templates);
        var routeId = route.putObject("routeId");
        describe(
                routeId,
                "Name",
                "The scanner's name: the file's name without .yaml. Lower-case letters, digits and hyphens, at most 40.");
        routeId.put("type", "string").put("pattern", "^" + ScannerReader.NAME.pattern() + "$");
        routeId.putArray("examples").add("certm8");
        var parameters = route.putObject("parameters");
        describe(parameters, "Parameters", "What this scanner does differently from its template's defaults.");
        parameters.put("type", "array");
        var choices = ((ObjectNode) schema.at("/items/properties/templatedRoute")).putArray("allOf");
        var definitions = schema.putObject("definitions");
        for (var template : templates.byId().values()) {
            var choice = choices.addObject();
            var chosen = choice.putObject("if");
            chosen.putArray("required").add("routeTemplateRef");
            chosen.putObject("properties").putObject("routeTemplateRef").put("const", template.id());
            choice.putObject("then")
                    .putObject("properties")
                    .putObject("parameters")
                    .put("$ref", "#/definitions/" + template.id());
            parameters(definitions.putObject(template.id()), template);
        }
        return schema;
    }

    private static void reference(ObjectNode schema, Templates templates) {
        var text = new StringBuilder("How the scanner is asked.");
        var markdown = new StringBuilder("How the scanner is asked.");
        var ids = schema.putArray("enum");
        for (var template : templates.byId().values()) {
            ids.add(template.id());
            text.append(' ').append(template.id()).append(": ").append(template.purpose());
            markdown.append("\n\n* `").append(template.id()).append("`: ").append(template.purpose());
        }
        schema.put("title", "Style")
                .put("description", text.toString())
                .put("markdownDescription", markdown.toString());
    }

    private static void parameters(ObjectNode schema, Template template) {
        schema.put("type", "array");
        var items = schema.putObject("items");
        var item = object(items, "name", "value");
        var name = item.putObject("name");
        describe(name, "Parameter", "A parameter of template " + template.id() + ".");
        var names = name.putArray("enum");
        item.putObject("value").put("title", "Value");
        var choices = items.putArray("allOf");
        var needed = schema.putArray("allOf");
        for (var parameter : template.parameters().values()) {
            names.add(parameter.name());
            var choice = choices.addObject();
            var chosen = choice.putObject("if");
            chosen.putArray("required").add("name");
            chosen.putObject("properties").putObject("name").put("const", parameter.name());
            choice.putObject("then")
                    .putObject("properties")
                    .set("value", ValueSchema.of(parameter, ParameterRules.of(parameter.name())));
            if (parameter.defaultValue().isEmpty()) {
                var contains = needed.addObject().putObject("contains");
                contains.putArray("required").add("name");
                contains.putObject("properties").putObject("name").put("const", parameter.name());
            }
        }
        if (needed.isEmpty()) {
            schema.remove("allOf");
        }
    }

    private static void describe(ObjectNode schema, String title, String text) {
        schema.put("title", title).put("description", text).put("markdownDescription", text);
    }

    /** Makes it an object with these fields and no others; answers where they are described. */
    private static ObjectNode object(ObjectNode schema, String... required) {
        schema.put("type", "object").put("additionalProperties", false);
        var names = schema.putArray("required");
        for (var name : required) {
            names.add(name);
        }
        return schema.putObject("properties");
    }
}
