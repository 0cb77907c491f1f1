package io.cptm8.orchestratorm8.gate;

import io.cptm8.orchestratorm8.yaml.YamlNode;
import io.cptm8.orchestratorm8.yaml.YamlNode.Field;
import io.cptm8.orchestratorm8.yaml.YamlNode.Fields;
import io.cptm8.orchestratorm8.yaml.YamlNode.Items;
import io.cptm8.orchestratorm8.yaml.YamlNode.Meaning;
import io.cptm8.orchestratorm8.yaml.YamlNode.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Ways through a file's nodes. */
final class Nodes {

    private Nodes() {}

    /** The fields of a mapping; none of anything else. */
    static List<Field> fields(YamlNode node) {
        return node instanceof Fields mapping ? mapping.fields() : List.of();
    }

    /** The items of a list; none of anything else. */
    static List<YamlNode> items(YamlNode node) {
        return node instanceof Items list ? list.items() : List.of();
    }

    static Optional<YamlNode> get(YamlNode node, String name) {
        return node instanceof Fields mapping ? mapping.get(name) : Optional.empty();
    }

    /** The value of a mapping's field, if it is one value. */
    static Optional<Scalar> text(YamlNode node, String name) {
        return get(node, name)
                .filter(value -> value instanceof Scalar && !isNothing(value))
                .map(Scalar.class::cast);
    }

    static boolean isNothing(YamlNode node) {
        return node instanceof Scalar scalar && scalar.meaning() == Meaning.NOTHING;
    }

    /** Every field with the name of the field around it (empty: none), from the outside inwards. */
    static void eachField(YamlNode node, String around, BiConsumer<Field, String> visitor) {
        for (var item : items(node)) {
            eachField(item, around, visitor);
        }
        for (var field : fields(node)) {
            visitor.accept(field, around);
            eachField(field.value(), field.name(), visitor);
        }
    }

    /** Every value, keys left out. */
    static void eachText(YamlNode node, Consumer<Scalar> visitor) {
        if (node instanceof Scalar scalar) {
            visitor.accept(scalar);
        }
        items(node).forEach(item -> eachText(item, visitor));
        fields(node).forEach(field -> eachText(field.value(), visitor));
    }
}
