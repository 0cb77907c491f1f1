package io.cptm8.orchestratorm8.gate;

import io.cptm8.orchestratorm8.yaml.Findings;
import io.cptm8.orchestratorm8.yaml.Mistake;
import io.cptm8.orchestratorm8.yaml.YamlNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Camel's schema names every language and data format there is anywhere; this says which are here. */
final class Languages {

    private static final Set<String> CONVERSIONS = Set.of("marshal", "unmarshal");
    private static final Map<String, String> SERVICE = Map.of("method", "bean", "json", "jackson");

    private final Set<String> languages;
    private final Set<String> formats;

    Languages(Schema schema) {
        languages =
                choices(schema.definition("#/items/definitions/org.apache.camel.model.language.ExpressionDefinition"));
        formats = choices(schema.definition("#/items/definitions/org.apache.camel.model.MarshalDefinition"));
    }

    private static Set<String> choices(SchemaPart rule) {
        var names = new TreeSet<String>();
        rule.choices().forEach(choice -> names.addAll(choice.options().keySet()));
        return names;
    }

    void check(YamlNode root, Findings findings) {
        Nodes.eachField(root, "", (field, around) -> {
            var name = field.name();
            var service = SERVICE.getOrDefault(name, name);
            if (CONVERSIONS.contains(around)) {
                if (formats.contains(name) && !Installed.hasDataFormat(service)) {
                    missing(findings, field, "data format");
                }
            } else if (!around.equals("parameters")
                    && languages.contains(name)
                    && !name.equals("language")
                    && !Installed.hasLanguage(service)) {
                missing(findings, field, "language");
            }
        });
    }

    private void missing(Findings findings, YamlNode.Field field, String kind) {
        var known = new TreeSet<String>();
        (kind.equals("language") ? languages : formats)
                .stream()
                        .filter(name -> {
                            var service = SERVICE.getOrDefault(name, name);
                            return kind.equals("language")
                                    ? Installed.hasLanguage(service)
                                    : Installed.hasDataFormat(service);
                        })
                        .forEach(known::add);
        findings.addOneOf(
                field.key(),
                Mistake.UNKNOWN_SCHEME,
                field.name(),
                "there is no %s \"%s\" in this installation"
                        .formatted(kind, field.name())
                        .toLowerCase(Locale.ROOT),
                known);
    }
}
