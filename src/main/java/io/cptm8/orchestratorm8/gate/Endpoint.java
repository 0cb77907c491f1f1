package io.cptm8.orchestratorm8.gate;

import io.cptm8.orchestratorm8.yaml.YamlNode;
import io.cptm8.orchestratorm8.yaml.YamlNode.Field;
import io.cptm8.orchestratorm8.yaml.YamlNode.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An endpoint as it is written.
 *
 * @param uri without what stands below {@code parameters}
 * @param options what stands there, by name
 * @param consumes whether messages come from it; otherwise they go to it
 */
record Endpoint(Scalar uri, Map<String, Field> options, boolean consumes) {

    /** Finds every one of a file whose address is written down. */
    static void each(YamlNode root, Consumer<Endpoint> visitor) {
        Nodes.eachField(root, "", (field, around) -> {
            if (around.equals("parameters")) {
                return;
            }
            switch (field.name()) {
                case "from", "poll" -> one(field.value(), true, visitor);
                case "to", "wireTap" -> one(field.value(), false, visitor);
                case "deadLetterUri", "afterUri", "compensation", "completion" -> one(field.value(), false, visitor);
                case "enrich" ->
                    Nodes.text(expression(field.value()), "constant").ifPresent(uri -> one(uri, false, visitor));
                case "pollEnrich" ->
                    Nodes.text(expression(field.value()), "constant").ifPresent(uri -> one(uri, true, visitor));
                default -> {}
            }
        });
    }

    private static YamlNode expression(YamlNode step) {
        return Nodes.get(step, "expression").orElse(step);
    }

    private static void one(YamlNode node, boolean consumes, Consumer<Endpoint> visitor) {
        if (node instanceof Scalar uri && !Nodes.isNothing(uri)) {
            visitor.accept(new Endpoint(uri, Map.of(), consumes));
        }
        Nodes.text(node, "uri").ifPresent(uri -> {
            var options = new LinkedHashMap<String, Field>();
            Nodes.get(node, "parameters")
                    .map(Nodes::fields)
                    .orElse(java.util.List.of())
                    .forEach(field -> options.put(field.name(), field));
            visitor.accept(new Endpoint(uri, options, consumes));
        });
    }

    String scheme() {
        return uri.text().replaceFirst("[:?].*", "");
    }

    /** The place and the word of an option: its own key, or the address that has it. */
    Scalar placeOf(String option) {
        return options.containsKey(option) ? options.get(option).key() : uri;
    }

    /** The place of an option's value. */
    YamlNode valueOf(String option) {
        return options.containsKey(option) ? options.get(option).value() : uri;
    }
}
