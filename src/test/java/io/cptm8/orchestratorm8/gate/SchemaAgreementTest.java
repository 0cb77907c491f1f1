package io.cptm8.orchestratorm8.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.cptm8.orchestratorm8.yaml.Findings;
import io.cptm8.orchestratorm8.yaml.YamlFile;
import io.cptm8.orchestratorm8.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our reading of Camel's schema and a full validator's say the same of good and bad. */
class SchemaAgreementTest {

    private static JsonSchema library;
    private static Schema ours;

    @BeforeAll
    static void read() {
        library = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                .getSchema(Schema.class.getResourceAsStream("/schema/camelYamlDsl.json"));
        ours = new Schema();
    }

    private static final String STEPS = "[{route: {id: x, from: {uri: 'direct:x', steps: [%s]}}}]";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{to: 'direct:y'}",
                "{to: {uri: 'direct:y', parameters: {a: b}}}",
                "{log: text}",
                "{log: {message: text, loggingLevel: DEBUG}}",
                "{process: {ref: it}}",
                "{split: {simple: x, steps: [{log: y}]}}",
                "{split: {expression: {simple: x}, steps: []}}",
                "{setHeader: {name: a, constant: {expression: '1', resultType: int}}}",
                "{marshal: {json: {}}}",
                "{filter: {simple: {expression: x}, steps: []}}",
                "{choice: {when: [{simple: x, steps: []}], otherwise: {steps: []}}}",
                "{doTry: {steps: [], doCatch: [{exception: [a.B], steps: []}]}}",
                "{aggregate: {aggregationStrategy: '#x', correlationExpression: {constant: x}, completionTimeout: '1'}}",
                "{throttle: {constant: '1', timePeriodMillis: '1000'}}"
            })
    void what_is_right_is_right_to_both(String step) {
        assertThat(library(step)).isTrue();
        assertThat(ours(step)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{proces: {ref: it}}",
                "{process: {rf: it}}",
                "{process: {}}",
                "{to: {parameters: {a: b}}}",
                "{to: [a]}",
                "{log: {mesage: text}}",
                "{log: {message: text, loggingLevel: LOUD}}",
                "{split: {smple: x, steps: []}}",
                "{split: {simple: x, constant: y, steps: []}}",
                "{split: {simple: x, steps: {log: y}}}",
                "{setHeader: {simple: x}}",
                "{setHeader: {name: a, constant: {resultType: int}}}",
                "{marshal: {jsn: {}}}",
                "{filter: {simple: {expresion: x}, steps: []}}",
                "{choice: {whn: []}}",
                "{doTry: {steps: [], doCatch: [{exceptions: [a.B], steps: []}]}}",
                "{loop: {simple: x, doWhile: maybe, steps: []}}",
                "{to: 'direct:a', log: b}"
            })
    void what_is_wrong_is_wrong_to_both(String step) {
        assertThat(library(step)).isFalse();
        assertThat(ours(step)).isFalse();
    }

    /** Camel takes these, so we do; a validator of JSON does not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{delay: {constant: 100}}",
                "{loop: {simple: x, doWhile: '{{later}}', steps: []}}",
                "{log: {message: text, loggingLevel: debug}}"
            })
    void values_are_read_as_camel_reads_them(String step) {
        assertThat(library(step)).isFalse();
        assertThat(ours(step)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gauges", "http", "notify", "ring", "schedule", "settle"})
    void what_is_shipped_is_right_to_both(String stem) {
        var file = Path.of("routes", stem + ".yaml");
        var yaml = YamlFile.read(file);
        var findings = new Findings(file, yaml.text());
        new Entries(file, Kind.PLAIN, findings).check(yaml.root(), ours.entry());

        assertThat(library(yaml.root())).isTrue();
        assertThat(findings.faults()).isEmpty();
    }

    /** A definition is looked up in the schema's text; whatever Camel adds or moves, it must be found. */
    @Test
    void every_definition_and_every_entry_is_found() throws IOException {
        var all = new ObjectMapper()
                .readTree(Schema.class.getResourceAsStream("/schema/camelYamlDsl.json"))
                .get("items");

        assertThat(all.get("definitions").size()).isGreaterThan(200);
        for (var definition : all.get("definitions").properties()) {
            var found = ours.definition("#/items/definitions/" + definition.getKey());
            assertThat(found.isType(
                            definition.getValue().get("type") == null
                                    ? "object"
                                    : definition.getValue().get("type").asText()))
                    .as(definition.getKey())
                    .isEqualTo(definition.getValue().has("type"));
            definition
                    .getValue()
                    .path("properties")
                    .fieldNames()
                    .forEachRemaining(option -> assertThat(found.option(option))
                            .as(definition.getKey() + " " + option)
                            .isPresent());
        }
        assertThat(ours.entry().options())
                .containsExactlyInAnyOrderElementsOf(() -> all.get("properties").fieldNames());
        assertThat(ours.entry().isNamed()).isEqualTo(all.has("maxProperties"));
        assertThat(ours.entry().isClosed())
                .isEqualTo(!all.get("additionalProperties").asBoolean(true));
    }

    private static boolean library(String step) {
        return library(yaml(step));
    }

    private static boolean library(YamlNode root) {
        return library.validate(new ObjectMapper().valueToTree(plain(root))).isEmpty();
    }

    private static boolean ours(String step) {
        var findings = new Findings(Path.of("x.yaml"), STEPS.formatted(step));
        new Entries(Path.of("x.yaml"), Kind.PLAIN, findings).check(yaml(step), ours.entry());
        return findings.faults().isEmpty();
    }

    private static YamlNode yaml(String step) {
        return YamlFile.of(Path.of("x.yaml"), STEPS.formatted(step)).root();
    }

    /** With the types that YAML gives them. */
    private static Object plain(YamlNode node) {
        if (node instanceof YamlNode.Items list) {
            return list.items().stream().map(SchemaAgreementTest::plain).toList();
        }
        if (node instanceof YamlNode.Fields mapping) {
            var map = new java.util.LinkedHashMap<String, Object>();
            mapping.fields().forEach(field -> map.put(field.name(), plain(field.value())));
            return map;
        }
        var scalar = (YamlNode.Scalar) node;
        return switch (scalar.meaning()) {
            case WHOLE_NUMBER -> Integer.valueOf(scalar.text());
            case FLAG -> Boolean.valueOf(scalar.text());
            case NOTHING -> null;
            default -> scalar.text();
        };
    }
}
