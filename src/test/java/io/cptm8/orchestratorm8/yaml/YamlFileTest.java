package io.cptm8.orchestratorm8.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlFileTest {

    private static final Path FILE = Path.of("routes/x.yaml");

    private static final String RIGHT = """
            # what it is for
            - route:
                id: x
                from:
                  uri: timer:x
                  steps:
                    - log: { message: "one" }
                    - log:
                        message: two
            """;

    private static List<Fault> faults(String text) {
        try {
            return YamlFile.of(FILE, text).repeated();
        } catch (FaultsException e) {
            return e.faults();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing\n", "# nothing\n---\n"})
    void a_file_without_content_is_empty(String text) {
        assertThat(faults(text)).extracting(Fault::mistake).containsExactly(Mistake.EMPTY);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            ^    id: x|\tid: x|3|1
            ^    id: x|  \t  id: x|3|3
            ^    from:|\tfrom:|4|1
            ^      uri: timer|\t\turi: timer|5|1
            ^      steps:|      \tsteps:|6|7
            ^        - log:$|\t- log:|8|1
            ^        - log:$|        -\tlog:|8|10
            ^            message: two|\t\t\tmessage: two|9|1
            """)
    void a_tab_in_the_indentation_is_called_a_tab(String right, String wrong, int line, int column) {
        var text = RIGHT.replaceFirst("(?m)" + right, wrong);
        assertThat(text).isNotEqualTo(RIGHT);

        assertThat(faults(text)).singleElement().satisfies(fault -> {
            assertThat(fault.mistake()).isEqualTo(Mistake.TAB);
            assertThat(fault.line()).isEqualTo(line);
            assertThat(fault.column()).isEqualTo(column);
            assertThat(fault.problem()).contains("indented with a tab", "only spaces");
        });
    }

    @Test
    void a_tab_where_it_may_be_is_nobodys_fault() {
        assertThat(faults("- a: |\n    x\n    \ty\n- b: \"c\td\"\n")).isEmpty();
    }

    @Test
    void a_tab_elsewhere_is_not_blamed_for_another_mistake() {
        assertThat(faults("- a: |\n    x\n    \ty\n- b: {\n"))
                .extracting(Fault::mistake)
                .containsExactly(Mistake.NOT_YAML);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            ^    from:|     from:|4|6|from|5|3
            ^    from:|   from:|4|4|from|5|3
            ^      steps:|       steps:|6|8|steps|7|5
            ^      steps:|     steps:|6|6|steps|7|5
            ^        - log:$|       - log:|8|8|log|9|7
            ^        - log:$|         - log:|8|10|log|9|7
            """)
    void a_line_that_is_indented_unlike_its_siblings_is_told_where_they_stand(
            String right, String wrong, int line, int column, String word, int sibling, int siblingLine) {
        var text = RIGHT.replaceFirst("(?m)" + right, wrong);
        assertThat(text).isNotEqualTo(RIGHT);

        assertThat(faults(text))
                .singleElement()
                .isEqualTo(new Fault(
                        FILE,
                        line,
                        column,
                        Mistake.INDENTATION,
                        word,
                        "\"%s\" begins in column %d, but what it stands beside begins in column %d (line %d)"
                                .formatted(word, column, sibling, siblingLine),
                        java.util.Optional.empty()));
    }

    @Test
    void a_name_that_is_given_twice_is_pointed_at_and_the_first_too() {
        assertThat(faults("- a: 1\n  b: 2\n  a: 3\n  b: 4\n"))
                .extracting(Fault::text)
                .containsExactly(
                        "routes/x.yaml:3:3: \"a\" is given twice; the first is in line 1 (docs/errors.md#given-twice)",
                        "routes/x.yaml:4:3: \"b\" is given twice; the first is in line 2 (docs/errors.md#given-twice)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - a: {                           | 1
            - a: 'x                          | 1
            - a: [1, 2                       | 1
            - a: *b                          | 1
            - a: @b                          | 1
            - a: &b [ *b ]                   | 1
            """)
    void the_rest_is_not_yaml(String text, int line) {
        assertThat(faults(text + "\n")).singleElement().satisfies(fault -> {
            assertThat(fault.mistake()).isEqualTo(Mistake.NOT_YAML);
            assertThat(fault.line()).isEqualTo(line);
        });
    }

    @Test
    void a_missing_colon_is_sought_in_its_own_line() {
        assertThat(faults("- route:\n    id x\n    from:\n")).singleElement().satisfies(fault -> {
            assertThat(fault.text())
                    .startsWith("routes/x.yaml:2:5: this is not YAML")
                    .contains("\"id\" must be followed by a colon and a space");
        });
    }

    @Test
    void what_is_not_closed_is_pointed_at_where_it_begins() {
        assertThat(faults("- a: 1\n  b: [ 1\n"))
                .singleElement()
                .satisfies(fault -> assertThat(fault.text())
                        .startsWith("routes/x.yaml:2:6: this is not YAML: what begins here has no end"));
    }

    @Test
    void a_file_that_ends_too_early_is_pointed_at_its_end() {
        assertThat(faults("- a: 1\n  b: [ 1,\n"))
                .singleElement()
                .satisfies(fault -> assertThat(fault.text())
                        .startsWith("routes/x.yaml:2:10: this is not YAML: the file ends too early"));
    }

    @Test
    void a_colon_in_a_value_wants_quotes() {
        assertThat(faults("- route:\n    id: x: y\n"))
                .singleElement()
                .satisfies(
                        fault -> assertThat(fault.text())
                                .startsWith(
                                        "routes/x.yaml:2:10: this is not YAML: a value that has \": \" in it must be in quotes"));
    }

    @Test
    void a_tab_after_a_value_is_named_too() {
        assertThat(faults("- a: \"b\"\t# c\n"))
                .singleElement()
                .satisfies(fault -> assertThat(fault.text()).startsWith("routes/x.yaml:1:9: a tab stands here"));
    }

    @Test
    void what_is_nested_without_end_is_refused() {
        assertThat(faults("[".repeat(100_000))).extracting(Fault::mistake).containsExactly(Mistake.NOT_YAML);
    }

    @Test
    void a_file_that_is_no_text_or_is_not_there_is_unreadable(@TempDir Path folder) throws IOException {
        var binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        for (var file : List.of(binary, folder.resolve("none.yaml"), folder)) {
            assertThatExceptionOfType(FaultsException.class)
                    .isThrownBy(() -> YamlFile.read(file))
                    .satisfies(e ->
                            assertThat(e.faults()).extracting(Fault::mistake).containsExactly(Mistake.UNREADABLE));
        }
    }

    @Test
    void every_part_has_its_place_and_meaning() {
        var root = (YamlNode.Items) YamlFile.of(FILE, "# c\n- a: 1\n  b: \"1\"\n  c: [ true, null, x, 1.5 ]\n")
                .root();
        var fields = (YamlNode.Fields) root.items().get(0);

        assertThat(fields.get("a")).contains(new YamlNode.Scalar("1", YamlNode.Meaning.WHOLE_NUMBER, 2, 6));
        assertThat(fields.get("b")).contains(new YamlNode.Scalar("1", YamlNode.Meaning.TEXT, 3, 6));
        assertThat(fields.field("c").orElseThrow().key().column()).isEqualTo(3);
        assertThat(((YamlNode.Items) fields.get("c").orElseThrow()).items())
                .extracting(item -> ((YamlNode.Scalar) item).meaning(), YamlNode::column)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(YamlNode.Meaning.FLAG, 8),
                        org.assertj.core.api.Assertions.tuple(YamlNode.Meaning.NOTHING, 14),
                        org.assertj.core.api.Assertions.tuple(YamlNode.Meaning.TEXT, 20),
                        org.assertj.core.api.Assertions.tuple(YamlNode.Meaning.NUMBER, 23));
    }

    @Test
    void keys_are_those_of_values_and_not_of_comments() {
        var file = YamlFile.of(
                FILE, "# {{none}}\n- a: \"{{one}}-{{two:2}}\"\n  b: [ \"{{?three}}\", \"{{env:FOUR:4}}\" ]\n");

        assertThat(file.keys()).containsExactly("env:FOUR:4", "one", "three", "two");
    }
}
