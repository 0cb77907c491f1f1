package io.cptm8.orchestratorm8.yaml;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A file of {@code routes/}, parsed: every part with its line and column.
 *
 * @param text all of it, as it was read
 * @param root its one document
 * @param repeated names that are given twice in one mapping, in the order of lines; the file can be used no better for
 *     being parsed, so whoever reads it reports them with what else is wrong
 */
public record YamlFile(Path file, String text, YamlNode root, List<Fault> repeated) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");

    /** @throws FaultsException when it cannot be read, is empty, or is not YAML */
    public static YamlFile read(Path file) {
        return of(file, textOf(file));
    }

    /** @throws FaultsException when it is empty or not YAML */
    public static YamlFile of(Path file, String text) {
        var repeated = new ArrayList<Fault>();
        try {
            var root = new NodeReader(file, repeated).read(compose(file, text));
            repeated.sort(Fault.IN_ORDER);
            return new YamlFile(file, text, root, List.copyOf(repeated));
        } catch (MarkedYamlEngineException e) {
            throw new FaultsException(List.of(new ParserProblem(file, text, e).fault()));
        } catch (YamlEngineException e) {
            throw new FaultsException(
                    List.of(Fault.ofFile(file, Mistake.NOT_YAML, "this is not YAML: " + oneLine(e.getMessage()))));
        } catch (StackOverflowError e) {
            throw new FaultsException(
                    List.of(Fault.ofFile(file, Mistake.NOT_YAML, "this is nested too deeply to be read")));
        }
    }

    /** @throws FaultsException when it cannot be read */
    public static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file");
        } catch (CharacterCodingException e) {
            throw unreadable(file, "the file is not text in UTF-8");
        } catch (IOException e) {
            throw unreadable(file, "the file cannot be read: " + oneLine(e.toString()));
        }
    }

    private static FaultsException unreadable(Path file, String problem) {
        return new FaultsException(List.of(Fault.ofFile(file, Mistake.UNREADABLE, problem)));
    }

    private static Node compose(Path file, String text) {
        var settings =
                LoadSettings.builder().setLabel(file.getFileName().toString()).build();
        return new Compose(settings)
                .composeString(text)
                .filter(node ->
                        !(node instanceof ScalarNode scalar && scalar.getValue().isEmpty()))
                .orElseThrow(() -> new FaultsException(
                        List.of(Fault.ofFile(file, Mistake.EMPTY, "the file is empty, or has only comments"))));
    }

    /** The names of all <code>{{name}}</code> in its values, without their defaults; comments do not count. */
    public SortedSet<String> keys() {
        var keys = new TreeSet<String>();
        collect(root, keys);
        return keys;
    }

    private static void collect(YamlNode node, SortedSet<String> keys) {
        if (node instanceof YamlNode.Scalar scalar) {
            keys.addAll(keysOf(scalar.text()));
        } else if (node instanceof YamlNode.Items list) {
            list.items().forEach(item -> collect(item, keys));
        } else if (node instanceof YamlNode.Fields mapping) {
            mapping.fields().forEach(field -> collect(field.value(), keys));
        }
    }

    /** The names of all <code>{{name}}</code> in a value, in its order, without their defaults. */
    public static List<String> keysOf(String value) {
        return PLACEHOLDER
                .matcher(value)
                .results()
                .map(found -> found.group(1).strip())
                .map(name -> name.startsWith("?") ? name.substring(1) : name)
                .map(name -> name.matches("(env|sys):.*") ? name : name.replaceFirst(":.*", ""))
                .toList();
    }

    private static String oneLine(String message) {
        return message == null
                ? "no reason given"
                : message.replaceAll("\\s*\\R\\s*", " ").strip();
    }
}
