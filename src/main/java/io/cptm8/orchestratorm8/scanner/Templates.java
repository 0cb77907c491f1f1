package io.cptm8.orchestratorm8.scanner;

import io.cptm8.orchestratorm8.yaml.FaultsException;
import io.cptm8.orchestratorm8.yaml.YamlFile;
import io.cptm8.orchestratorm8.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The route templates that a scanner's file can choose from, read from their YAML and not from Camel.
 *
 * @param byId in the order of their ids
 */
public record Templates(Map<String, Template> byId) {

    /**
     * @param purpose the first line of its file
     * @param parameters in the order of its file
     */
    public record Template(String id, String purpose, Map<String, Parameter> parameters) {}

    /** @param defaultValue empty: it must be given */
    public record Parameter(String name, Optional<String> defaultValue, String description) {}

    /** What cannot be read has no templates; whoever loads it into Camel says why. */
    public static Templates read(List<Path> files) {
        var readable = new ArrayList<YamlFile>();
        for (var file : files) {
            try {
                readable.add(YamlFile.read(file));
            } catch (FaultsException unreadable) {
                continue;
            }
        }
        return of(readable);
    }

    /** For files that are read already. */
    public static Templates of(List<YamlFile> files) {
        var byId = new TreeMap<String, Template>();
        for (var file : files) {
            for (var entry : items(file.root())) {
                field(entry, "routeTemplate")
                        .flatMap(template -> text(template, "id")
                                .map(id -> new Template(
                                        id,
                                        purpose(file),
                                        parameters(field(template, "parameters").orElse(null)))))
                        .ifPresent(template -> byId.putIfAbsent(template.id(), template));
            }
        }
        return new Templates(byId);
    }

    public Optional<Template> get(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    private static Map<String, Parameter> parameters(YamlNode list) {
        var parameters = new LinkedHashMap<String, Parameter>();
        for (var item : items(list)) {
            text(item, "name").ifPresent(name -> parameters.put(name, parameter(name, item)));
        }
        return parameters;
    }

    private static Parameter parameter(String name, YamlNode item) {
        var optional = text(item, "required").filter("false"::equals).isPresent();
        return new Parameter(
                name,
                optional ? Optional.of(text(item, "defaultValue").orElse("")) : Optional.empty(),
                text(item, "description").orElse(""));
    }

    private static String purpose(YamlFile file) {
        return file.text()
                .lines()
                .findFirst()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.substring(1).strip())
                .orElse("");
    }

    private static List<YamlNode> items(YamlNode node) {
        return node instanceof YamlNode.Items list ? list.items() : List.of();
    }

    private static Optional<YamlNode> field(YamlNode node, String name) {
        return node instanceof YamlNode.Fields fields ? fields.get(name) : Optional.empty();
    }

    private static Optional<String> text(YamlNode node, String name) {
        return field(node, name)
                .filter(YamlNode.Scalar.class::isInstance)
                .map(value -> ((YamlNode.Scalar) value).text());
    }
}
