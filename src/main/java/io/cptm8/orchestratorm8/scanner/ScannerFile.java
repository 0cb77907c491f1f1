package io.cptm8.orchestratorm8.scanner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A file of {@code routes/scanners} as it is written: one {@code templatedRoute} of Camel's YAML DSL, with the line
 * of every value, so that what is wrong can be pointed at.
 *
 * @param line line of the {@code templatedRoute}, from 1
 */
record ScannerFile(Path file, int line, Text routeId, Text template, Map<String, Text> parameters) {

    /** A value and where it stands. */
    record Text(String value, int line) {}

    /** @throws ScannerException when it is not one templated route with names and values */
    static ScannerFile read(Path file, String text) {
        var top = compose(file, text);
        if (!(top instanceof SequenceNode list) || list.getValue().size() != 1) {
            throw new ScannerException(file, line(top), "a scanner's file holds one list entry, - templatedRoute:");
        }
        var entry = fields(file, list.getValue().get(0));
        var route = entry.get("templatedRoute");
        if (entry.size() != 1 || route == null) {
            throw new ScannerException(file, line(list), "a scanner's file holds one list entry, - templatedRoute:");
        }
        var fields = fields(file, route);
        fields.keySet().stream()
                .filter(key ->
                        !List.of("routeTemplateRef", "routeId", "parameters").contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new ScannerException(
                            file,
                            line(fields.get(key)),
                            "templatedRoute has no field \"" + key
                                    + "\" here; there are routeTemplateRef, routeId and parameters");
                });
        return new ScannerFile(
                file,
                line(route),
                required(file, route, fields, "routeId"),
                required(file, route, fields, "routeTemplateRef"),
                parameters(file, fields.get("parameters")));
    }

    private static Node compose(Path file, String text) {
        Optional<Node> top;
        try {
            top = new Compose(LoadSettings.builder()
                            .setLabel(file.getFileName().toString())
                            .build())
                    .composeString(text);
        } catch (MarkedYamlEngineException e) {
            var line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new ScannerException(file, line, "this is not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new ScannerException(file, 1, "this is not YAML: " + e.getMessage());
        }
        return top.orElseThrow(() -> new ScannerException(file, 1, "the file is empty"));
    }

    private static Map<String, Text> parameters(Path file, Node node) {
        var parameters = new LinkedHashMap<String, Text>();
        if (node == null) {
            return parameters;
        }
        if (!(node instanceof SequenceNode list)) {
            throw new ScannerException(file, line(node), "parameters must be a list of { name: ..., value: ... }");
        }
        for (var item : list.getValue()) {
            var fields = fields(file, item);
            var name = required(file, item, fields, "name");
            if (!fields.keySet().equals(Set.of("name", "value"))) {
                throw new ScannerException(
                        file,
                        name.line(),
                        "parameter \"" + name.value() + "\" must have a name and a value, and nothing else");
            }
            var value = required(file, item, fields, "value");
            if (parameters.put(name.value(), value) != null) {
                throw new ScannerException(file, name.line(), "parameter \"" + name.value() + "\" is given twice");
            }
        }
        return parameters;
    }

    private static Text required(Path file, Node parent, Map<String, Node> fields, String key) {
        var node = fields.get(key);
        if (node == null) {
            throw new ScannerException(file, line(parent), "\"" + key + "\" is missing");
        }
        if (!(node instanceof ScalarNode scalar)) {
            throw new ScannerException(file, line(node), "\"" + key + "\" must be one value");
        }
        return new Text(scalar.getValue(), line(scalar));
    }

    private static Map<String, Node> fields(Path file, Node node) {
        if (!(node instanceof MappingNode mapping)) {
            throw new ScannerException(file, line(node), "this must be a mapping, key: value");
        }
        var fields = new LinkedHashMap<String, Node>();
        for (var tuple : new ArrayList<>(mapping.getValue())) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                if (fields.put(key.getValue(), tuple.getValueNode()) != null) {
                    throw new ScannerException(file, line(key), "\"" + key.getValue() + "\" is given twice");
                }
            }
        }
        return fields;
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
