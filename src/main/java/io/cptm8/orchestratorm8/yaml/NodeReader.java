package io.cptm8.orchestratorm8.yaml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The parser's tree as ours: an alias is what it stands for, and what is given twice in one mapping is noted. */
final class NodeReader {

    private final Path file;
    private final List<Fault> repeated;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Node, YamlNode> known = new IdentityHashMap<>();

    NodeReader(Path file, List<Fault> repeated) {
        this.file = file;
        this.repeated = repeated;
    }

    YamlNode read(Node node) {
        var before = known.get(node);
        if (before != null) {
            return before;
        }
        if (!open.add(node)) {
            throw new FaultsException(List.of(new Fault(
                    file,
                    line(node),
                    column(node),
                    Mistake.NOT_YAML,
                    "",
                    "this contains itself by an alias",
                    Optional.empty())));
        }
        var read = convert(node);
        open.remove(node);
        known.put(node, read);
        return read;
    }

    private YamlNode convert(Node node) {
        if (node instanceof SequenceNode list) {
            return new YamlNode.Items(list.getValue().stream().map(this::read).toList(), line(node), column(node));
        }
        if (node instanceof MappingNode mapping) {
            return new YamlNode.Fields(fields(mapping.getValue()), line(node), column(node));
        }
        return scalar((ScalarNode) node);
    }

    private List<YamlNode.Field> fields(List<NodeTuple> tuples) {
        var fields = new ArrayList<YamlNode.Field>();
        var first = new HashMap<String, YamlNode.Scalar>();
        for (var tuple : tuples) {
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                repeated.add(
                        fault(tuple.getKeyNode(), Mistake.WRONG_SHAPE, "", "the name of a field must be one value"));
                continue;
            }
            var key = scalar(keyNode);
            var earlier = first.putIfAbsent(key.text(), key);
            if (earlier != null) {
                repeated.add(fault(
                        keyNode,
                        Mistake.GIVEN_TWICE,
                        key.text(),
                        "\"%s\" is given twice; the first is in line %d".formatted(key.text(), earlier.line())));
            }
            fields.add(new YamlNode.Field(key, read(tuple.getValueNode())));
        }
        return List.copyOf(fields);
    }

    private Fault fault(Node node, Mistake mistake, String word, String problem) {
        return new Fault(file, line(node), column(node), mistake, word, problem, Optional.empty());
    }

    private static YamlNode.Scalar scalar(ScalarNode node) {
        return new YamlNode.Scalar(node.getValue(), meaning(node), line(node), column(node));
    }

    private static YamlNode.Meaning meaning(ScalarNode node) {
        if (node.getScalarStyle() != ScalarStyle.PLAIN) {
            return YamlNode.Meaning.TEXT;
        }
        if (node.getTag().equals(Tag.BOOL)) {
            return YamlNode.Meaning.FLAG;
        }
        if (node.getTag().equals(Tag.INT)) {
            return YamlNode.Meaning.WHOLE_NUMBER;
        }
        if (node.getTag().equals(Tag.FLOAT)) {
            return YamlNode.Meaning.NUMBER;
        }
        return node.getTag().equals(Tag.NULL) ? YamlNode.Meaning.NOTHING : YamlNode.Meaning.TEXT;
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private static int column(Node node) {
        return node.getStartMark().map(mark -> mark.getColumn() + 1).orElse(1);
    }
}
