package io.cptm8.orchestratorm8.rehearsal;

import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A scanner's file with its parameter {@code enabled} turned to true, every other letter as it was.
 *
 * @param replaced what the parameter was; empty: it was true, or not there, which is the same
 */
record EnabledText(String text, Optional<String> replaced) {

    /** @param text of a file that the check has nothing against */
    static EnabledText of(String text) {
        var root = new Compose(LoadSettings.builder().setUseMarks(true).build()).composeString(text);
        return root.stream()
                .flatMap(EnabledText::items)
                .flatMap(entry -> value(entry, "templatedRoute").stream())
                .flatMap(route -> value(route, "parameters").stream())
                .flatMap(EnabledText::items)
                .filter(parameter -> value(parameter, "name")
                        .map(EnabledText::scalar)
                        .filter("enabled"::equals)
                        .isPresent())
                .flatMap(parameter -> value(parameter, "value").stream())
                .filter(value -> !scalar(value).equals("true"))
                .findFirst()
                .map(value -> replace(text, value))
                .orElse(new EnabledText(text, Optional.empty()));
    }

    private static EnabledText replace(String text, Node value) {
        // The marks count characters of Unicode, strings those of UTF-16.
        var start =
                text.offsetByCodePoints(0, value.getStartMark().orElseThrow().getIndex());
        var end = text.offsetByCodePoints(0, value.getEndMark().orElseThrow().getIndex());
        return new EnabledText(text.substring(0, start) + "\"true\"" + text.substring(end), Optional.of(scalar(value)));
    }

    private static Stream<Node> items(Node node) {
        return node instanceof SequenceNode sequence ? sequence.getValue().stream() : Stream.empty();
    }

    private static Optional<Node> value(Node node, String key) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(each -> scalar(each.getKeyNode()).equals(key))
                        .map(each -> each.getValueNode())
                        .findFirst()
                : Optional.empty();
    }

    private static String scalar(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
