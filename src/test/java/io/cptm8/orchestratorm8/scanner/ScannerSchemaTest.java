package io.cptm8.orchestratorm8.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.cptm8.orchestratorm8.testing.YamlJson;
import io.cptm8.orchestratorm8.yaml.FaultsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema for editors: it is the committed one, and it says of a file what the checks say. */
class ScannerSchemaTest {

    private static final Path COMMITTED = Path.of("routes/scanner.schema.json");
    private static final Templates TEMPLATES = Templates.read(yaml(Path.of("routes/templates")));
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(ScannerSchema.of(TEMPLATES));

    private static final String RIGHT = """
            - templatedRoute:
                routeTemplateRef: per-domain
                routeId: good
                parameters:
                  - { name: exchange, value: cptm8 }
                  - { name: queue, value: qgood }
                  - { name: binding, value: "cptm8.good.#" }
                  - { name: key, value: cptm8.good.post.scan }
            """;

    static List<Path> shipped() {
        return yaml(Path.of("routes/scanners"));
    }

    private static List<Path> yaml(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean editorTakes(String text) {
        return SCHEMA.validate(YamlJson.of(text)).isEmpty();
    }

    private static boolean checksTake(String text) {
        try {
            new ScannerReader(TEMPLATES, value -> value.replaceAll("\\{\\{.*}}", "1")).read(Path.of("good.yaml"), text);
            return true;
        } catch (FaultsException e) {
            return false;
        }
    }

    private static String with(String parameter) {
        return RIGHT + "      - " + parameter + "\n";
    }

    @Test
    void what_is_committed_is_what_the_templates_and_the_rules_make() throws IOException {
        var made = ScannerSchema.of(TEMPLATES);
        if (Boolean.getBoolean("orchestratorm8.test.write-schema")) {
            Files.writeString(COMMITTED, made);
        }
        assertThat(Files.readString(COMMITTED))
                .as(
                        "%s is not what the templates and ParameterRules make. Write it again: ./mvnw test -Dtest=ScannerSchemaTest -Dorchestratorm8.test.write-schema=true",
                        COMMITTED)
                .isEqualTo(made);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void what_is_shipped_is_right_in_an_editor(Path file) throws IOException {
        assertThat(SCHEMA.validate(YamlJson.of(Files.readString(file)))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void what_is_shipped_names_its_schema_for_editors(Path file) throws IOException {
        var line = Files.readAllLines(file).get(1);
        assertThat(line).startsWith("# yaml-language-server: $schema=");
        assertThat(file.getParent().resolve(line.replaceFirst(".*=", "")).normalize())
                .isEqualTo(COMMITTED);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            - templatedRoute:            | - route:
            routeTemplateRef: per-domain | routeTemplateRef: per-domian
            routeTemplateRef: per-domain | routeTemplateRef: [ per-domain ]
            routeId: good                | routId: good
            routeId: good                | routeId: Good_One
            parameters:                  | params:
            name: queue, value: qgood    | name: queue
            name: queue, value: qgood    | value: qgood
            name: queue, value: qgood    | name: queue, vaule: qgood
            name: queue, value: qgood    | name: queue, value: q, more: x
            name: queue, value: qgood    | name: queue, value: "q good"
            name: queue, value: qgood    | name: queue, value: ""
            name: queue, value: qgood    | name: queue, value: [ a ]
            name: queue, value: qgood    | name: queue, value:
            name: queue, value: qgood    | name: quueue, value: qgood
            value: "cptm8.good.#"        | value: " , "
            value: cptm8.good.post.scan  | value: " "
            { name: queue, value: qgood } | queue
            """)
    void a_file_of_a_wrong_shape_is_wrong_in_an_editor_and_for_the_checks(String right, String wrong) {
        assertThat(RIGHT).contains(right);
        var text = RIGHT.replace(right, wrong);

        assertThat(checksTake(text)).isFalse();
        assertThat(editorTakes(text)).isFalse();
    }

    @Test
    void a_missing_parameter_is_seen_by_both() {
        for (var name : List.of("exchange", "queue", "binding", "key")) {
            var text = RIGHT.replaceAll(".*name: " + name + ",.*\n", "");
            assertThat(checksTake(text)).as(name).isFalse();
            assertThat(editorTakes(text)).as(name).isFalse();
        }
    }

    @Test
    void the_other_styles_parameters_are_unknown_to_both() {
        var text = with("{ name: quiet, value: 100ms }");
        assertThat(checksTake(text)).isFalse();
        assertThat(editorTakes(text)).isFalse();

        assertThat(checksTake(text.replace("per-domain", "ring-start"))).isTrue();
        assertThat(editorTakes(text.replace("per-domain", "ring-start"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            enabled     | true
            enabled     | False
            enabled     | 1
            rate        | 1
            rate        | 0
            rate        | 100000
            rate        | 100001
            rate        | -5
            rate        | "{{rate}}"
            minInterval | 0
            minInterval | 15
            minInterval | 15m
            queue       | 5
            body        | bare
            body        | Bare
            cron        | "0 0 3 * *"
            cron        | ""
            cron        | "0 0 3 * * ?"
            content     | id
            content     | "id, name"
            content     | "id,,name"
            content     | ""
            queueArguments | ""
            queueArguments | "a"
            queueArguments | "a=b, c=1"
            """)
    void values_without_quotes_and_with_them_are_judged_alike(String name, String value) {
        var parameter = "{ name: %s, value: %s }".formatted(name, value);
        var text = name.equals("queue") ? RIGHT.replace("{ name: queue, value: qgood }", parameter) : with(parameter);
        assertThat(editorTakes(text)).isEqualTo(checksTake(text));
    }

    /** Any text: the pattern takes all that the rule takes, and where the rule can be said in a pattern, no more. */
    @Test
    void patterns_and_rules_agree_on_any_text() {
        var random = new Random(7);
        for (var name : List.of(
                "exchange",
                "binding",
                "queueArguments",
                "key",
                "onChange",
                "minInterval",
                "rate",
                "quiet",
                "size",
                "body",
                "content",
                "cron")) {
            var rule = ParameterRules.of(name).orElseThrow().rule();
            int right = 0;
            for (int i = 0; i < 20_000; i++) {
                var value = text(random, name);
                var taken = rule.brokenBy(value).isEmpty();
                right += taken ? 1 : 0;
                if (taken || !name.equals("cron")) {
                    assertThat(value.matches(rule.pattern()))
                            .as("%s = \"%s\"", name, value)
                            .isEqualTo(taken);
                }
            }
            assertThat(right).as(name).isPositive();
        }
    }

    private static String text(Random random, String name) {
        var letters = switch (name) {
            case "minInterval", "quiet" -> List.of("0", "1", "2", "3", "6", "9", "ms", "s", "m", "h", "d");
            case "rate", "size" -> List.of("0", "1", "0", "9", "-", "5");
            case "content" -> List.of("id", "name", "companyname", ",", " ", "x", ",");
            case "onChange" -> List.of("true", "false", " ", "yes");
            case "body" -> List.of("envelope", "bare", " ", "x");
            case "cron" -> List.of("0", " ", "*", "?", "0 0 ", "* * ?", "25");
            default -> List.of("a", "=", ",", " ", "1", ".", "#", "-");
        };
        var text = new StringBuilder();
        for (int i = random.nextInt(9); i > 0; i--) {
            text.append(letters.get(random.nextInt(letters.size())));
        }
        return text.toString();
    }

    @Test
    void bounds_of_numbers_are_exact() {
        for (long maximum : List.of(0L, 1L, 9L, 10L, 20L, 366L, 8784L, 20_000L, 100_000L)) {
            var pattern = java.util.regex.Pattern.compile(NumberPattern.upTo(maximum));
            for (long number = 0; number < 2 * maximum + 20; number++) {
                assertThat(pattern.matcher(Long.toString(number)).matches())
                        .as("%d up to %d", number, maximum)
                        .isEqualTo(number <= maximum);
            }
        }
    }

    @Test
    void every_parameter_of_the_templates_has_a_description_a_rule_and_right_examples() {
        for (var template : TEMPLATES.byId().values()) {
            for (var parameter : template.parameters().values()) {
                var shown = ParameterRules.of(parameter.name()).orElseThrow();
                assertThat(parameter.description()).as(parameter.name()).hasSizeGreaterThan(10);
                assertThat(shown.examples())
                        .isNotEmpty()
                        .allMatch(example -> shown.rule().brokenBy(example).isEmpty());
                parameter
                        .defaultValue()
                        .ifPresent(value -> assertThat(shown.rule().brokenBy(value))
                                .as(parameter.name())
                                .isEmpty());
            }
        }
    }

    @Test
    void a_template_of_somebodys_own_is_in_the_schema(@org.junit.jupiter.api.io.TempDir Path folder)
            throws IOException {
        var own = Files.writeString(folder.resolve("own.yaml"), """
                # Own: what I need.
                - routeTemplate:
                    id: own
                    parameters:
                      - { name: exchange }
                      - { name: colour, description: "any colour", defaultValue: red, required: false }
                """);
        var templates = Templates.read(List.of(own, folder.resolve("missing.yaml")));

        assertThat(templates.get("own").orElseThrow().purpose()).isEqualTo("Own: what I need.");
        assertThat(ScannerSchema.of(templates)).contains("\"colour\"", "\"default\" : \"red\"");
        assertThatExceptionOfType(FaultsException.class)
                .isThrownBy(() -> new ScannerReader(templates, value -> value)
                        .read(Path.of("good.yaml"), RIGHT.replace("per-domain", "own")))
                .withMessageContaining(
                        "good.yaml:2:23: template own is not for scanners: it has no parameter \"queue\"");
    }
}
