package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.Cli;
import io.cptm8.orchestratorm8.testing.Installation;
import io.cptm8.orchestratorm8.yaml.Mistake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of mistakes says what the command says. With -Dorchestratorm8.errors.page=write it is written anew. */
class ErrorsPageTest {

    private static final Path PAGE = Path.of("docs/errors.md");
    private static final boolean WRITE = "write".equals(System.getProperty("orchestratorm8.errors.page"));

    /** What takes a program that runs; what it says of NEEDED is held by another test. */
    private static final Set<Mistake> OF_WHAT_RUNS = EnumSet.of(Mistake.NEEDED, Mistake.CANNOT_START);

    /** A file that is shipped with one line changed, or a file of its own. */
    enum Case {
        OPEN_TO_ALL(
                "routes/mine.yaml",
                "",
                MINE,
                "chmod o-w the file and its folder. What is mounted read-only is trusted as it is."),
        UNREADABLE(
                "routes/mine.yaml",
                "",
                "# gr\u00fcn, saved as ISO 8859-1\n",
                "Save it as UTF-8, or mend its permissions: the account of the program must be able to read it."),
        EMPTY("routes/mine.yaml", "", "# to do\n", "Write a route into it, or delete it."),
        NOT_YAML(
                "routes/mine.yaml",
                "",
                "- route:\n    id: \"mine\n",
                "Close what is open: a quote, a bracket, a brace."),
        TAB("routes/mine.yaml", "", "- route:\n\tid: mine\n", "Indent with spaces. Most editors can be told to."),
        INDENTATION(
                "routes/mine.yaml",
                "",
                "- route:\n    id: mine\n   from:\n      uri: direct:mine\n",
                "Let what belongs together begin in one column."),
        GIVEN_TWICE("routes/mine.yaml", "id: mine", "id: mine\n    id: mine", "Keep one of them."),
        WRONG_SHAPE(
                "routes/mine.yaml",
                "- to: direct:settle",
                "- to: direct:settle\n          log: done",
                "Put a hyphen before each step."),
        UNKNOWN_STEP("routes/gauges.yaml", "- process: {", "- proces: {", "Write the step as Camel calls it."),
        UNKNOWN_OPTION(
                "routes/gauges.yaml",
                "cron: \"0/15",
                "crn: \"0/15",
                "Write the option as the step or the component calls it. Options of an endpoint stand below parameters."),
        MISSING_OPTION("routes/mine.yaml", "    id: mine\n", "", "Give the step what it needs, and every route an id."),
        MISSING_PARAMETER(
                "routes/scanners/num8.yaml",
                "      - { name: queue, value: qnum8 }\n",
                "",
                "Give it: the template has no value of its own for it. In a template, declare it: the program reads it of every scanner."),
        UNKNOWN_PARAMETER(
                "routes/scanners/num8.yaml",
                "name: onChange",
                "name: onChnage",
                "Write the parameter as the template in `routes/templates` declares it."),
        UNUSED_PARAMETER(
                "routes/templates/ring-start.yaml",
                "name: size, defaultValue: \"1000000\"",
                "name: sise, defaultValue: \"1000000\"",
                "Use it in the template's route, or take it out."),
        WRONG_TYPE(
                "routes/gauges.yaml",
                "stateful: true",
                "stateful: tru",
                "Write a value that the option takes, or {{key}}."),
        OUT_OF_BOUNDS(
                "routes/scanners/num8.yaml",
                "{ name: onChange, value: \"false\" }",
                "{ name: rate, value: \"0\" }",
                "Choose a value between the bounds that the message names."),
        UNKNOWN_TEMPLATE(
                "routes/scanners/num8.yaml",
                "routeTemplateRef: ring-start",
                "routeTemplateRef: ring-strat",
                "Write the name of a file of `routes/templates`, without its ending."),
        UNKNOWN_KEY(
                "routes/mine.yaml",
                "direct:mine",
                "\"direct:{{orchestratorm8.database.schem}}\"",
                "Write the key as in application.properties, or add it there below orchestratorm8.scanners."),
        NAME_IS_NOT_STEM(
                "routes/mine.yaml",
                "id: mine",
                "id: my",
                "Let id and file name be the same, so that one is found by the other."),
        DUPLICATE_ID("routes/http.yaml", "id: ready", "id: health", "Give each route an id of its own."),
        DUPLICATE_QUEUE(
                "routes/scanners/num8.yaml",
                "value: qnum8",
                "value: qkatanam8",
                "Give each scanner a queue of its own: two that share one take each other's messages."),
        UNROUTABLE_KEY(
                "routes/scanners/num8.yaml",
                "\"cptm8.num8.#\"",
                "\"cptm8.qnum8.#\"",
                "Let a binding of the queue match the key: what no binding matches, the broker returns. Queues begin with q here, and keys do not."),
        FORBIDDEN_SCHEME(
                "routes/mine.yaml",
                "- to: direct:settle",
                "- to: \"file:/tmp\"",
                "Use direct, log, micrometer, pg-listen, platform-http, quartz, rabbitmq-publish, spring-rabbitmq or sql."),
        FORBIDDEN_BEAN(
                "routes/mine.yaml",
                "- to: direct:settle",
                "- bean: { beanType: java.lang.Runtime, method: gc }",
                "Refer to what the program has, by name."),
        UNKNOWN_SCHEME(
                "routes/ring.yaml",
                "uri: spring-rabbitmq",
                "uri: spring-rabitmq",
                "Write the component, language or data format as it is called. What is not in lib/ is not there."),
        UNKNOWN_BEAN(
                "routes/gauges.yaml",
                "ref: waitingGauges",
                "ref: waitingGauge",
                "Write the name as the program has it."),
        CANNOT_BE_BUILT(
                "routes/schedule.yaml",
                "${body[walking]} == false",
                "${body[walking] == false",
                "Camel says why; the words after the colon are its own.");

        final String file;
        final String right;
        final String wrong;
        final String cure;

        Case(String file, String right, String wrong, String cure) {
            this.file = file;
            this.right = right;
            this.wrong = wrong;
            this.cure = cure;
        }

        Mistake mistake() {
            return Mistake.valueOf(name());
        }
    }

    private static final String MINE = """
            - route:
                id: mine
                from:
                  uri: direct:mine
                  steps:
                    - to: direct:settle
            """;

    @TempDir
    private Path home;

    @ParameterizedTest
    @EnumSource(Case.class)
    void the_page_shows_what_the_command_says(Case one) throws IOException {
        var output = output(one);

        assertThat(output).contains("(docs/errors.md#" + one.mistake().anchor() + ")");
        var section = section(one, output);
        if (WRITE) {
            var page = Files.readString(PAGE);
            var old = sectionOf(one.mistake(), page);
            Files.writeString(
                    PAGE, old.isEmpty() ? page.stripTrailing() + "\n\n" + section : page.replace(old, section));
            Files.writeString(PAGE, withMessage(one.mistake(), message(one, output), Files.readString(PAGE)));
        }
        var page = Files.readString(PAGE);
        assertThat(sectionOf(one.mistake(), page)).isEqualTo(section);
        assertThat(page).isEqualTo(withMessage(one.mistake(), message(one, output), page));
    }

    @Test
    void every_mistake_has_a_section_and_a_case() throws IOException {
        var page = Files.readString(PAGE);
        var cases = Arrays.stream(Case.values()).map(Case::mistake).collect(Collectors.toSet());
        for (var mistake : Mistake.values()) {
            assertThat(sectionOf(mistake, page)).as(mistake.anchor()).isNotEmpty();
            assertThat(page).contains("| [%1$s](#%1$s) | ".formatted(mistake.anchor()));
            assertThat(cases.contains(mistake) || OF_WHAT_RUNS.contains(mistake))
                    .as(mistake.anchor())
                    .isTrue();
        }
    }

    private String output(Case one) throws IOException {
        var installation = Installation.in(home);
        var file = home.resolve(one.file);
        if (one.file.equals("routes/mine.yaml")) {
            Files.writeString(
                    file,
                    one.right.isEmpty() ? one.wrong : MINE.replace(one.right, one.wrong),
                    one == Case.UNREADABLE ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        } else {
            installation.edit(one.file, one.right, one.wrong);
        }
        if (one == Case.OPEN_TO_ALL) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        }
        var check = Cli.run(home, "check", file.toString());
        assertThat(check.exitCode()).isEqualTo(1);
        return check.out().replace(home + "/", "");
    }

    /** Whole lines, so that a reader sees where the word stands. */
    private static String shown(Case one) throws IOException {
        if (one.right.isEmpty()) {
            return one.wrong;
        }
        if (one.file.equals("routes/mine.yaml")) {
            return MINE.replace(one.right, one.wrong);
        }
        var text = Files.readString(Path.of(one.file));
        var at = text.indexOf(one.right);
        var begin = text.lastIndexOf('\n', at) + 1;
        var end = one.wrong.isEmpty() ? text.length() : text.indexOf('\n', at + one.right.length());
        return (text.substring(begin, at) + one.wrong + text.substring(at + one.right.length(), end)).stripIndent();
    }

    private static String section(Case one, String output) throws IOException {
        return """
                ## %s

                ```yaml
                %s
                ```

                ```text
                %s
                ```

                %s
                """.formatted(one.mistake().anchor(), shown(one).stripTrailing(), output.stripTrailing(), one.cure);
    }

    /** For the table at the head: what is said, without where. */
    private static String message(Case one, String output) {
        return output.lines()
                .filter(line -> line.endsWith("#" + one.mistake().anchor() + ")"))
                .findFirst()
                .orElseThrow()
                .replaceFirst("^[^ ]*:\\d+:\\d+: ", "")
                .replaceFirst(" \\(docs/errors.md#.*", "");
    }

    private static String withMessage(Mistake mistake, String message, String page) {
        var row = Pattern.compile("(?m)^(\\| \\[%1$s]\\(#%1$s\\) \\| [^|]+ \\|).*$".formatted(mistake.anchor()));
        assertThat(row.matcher(page).find()).as("row of " + mistake.anchor()).isTrue();
        return row.matcher(page).replaceFirst("$1 " + Matcher.quoteReplacement(message + " |"));
    }

    private static String sectionOf(Mistake mistake, String page) {
        var begin = page.indexOf("## " + mistake.anchor() + "\n");
        if (begin < 0) {
            return "";
        }
        var end = page.indexOf("\n## ", begin);
        return end < 0 ? page.substring(begin) : page.substring(begin, end);
    }
}
