package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.Cli;
import io.cptm8.orchestratorm8.testing.Installation;
import io.cptm8.orchestratorm8.yaml.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of mistakes says what the command says. With -Dorchestratorm8.errors.page=write it is written anew. */
class ErrorsPageTest {

    private static final Path PAGE = Path.of("docs/errors.md");
    private static final boolean WRITE = "write".equals(System.getProperty("orchestratorm8.errors.page"));

    /** What the gate does not find, since it takes a template's scanners or a route that runs. */
    private static final Set<Mistake> NOT_OF_THE_GATE = EnumSet.of(
            Mistake.UNREADABLE,
            Mistake.UNKNOWN_PARAMETER,
            Mistake.OUT_OF_BOUNDS,
            Mistake.UNKNOWN_TEMPLATE,
            Mistake.DUPLICATE_QUEUE,
            Mistake.UNROUTABLE_KEY,
            Mistake.CANNOT_START);

    /** A file that is shipped with one line changed, or a file of its own. */
    enum Case {
        OPEN_TO_ALL(
                "routes/mine.yaml",
                "",
                MINE,
                "chmod o-w the file and its folder. What is mounted read-only is trusted as it is."),
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
                "routes/templates/ring-start.yaml",
                "name: queue,",
                "name: queueName,",
                "Declare it: the program reads it of every scanner."),
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
                "routes/gauges.yaml", "0/15 * * * * ?", "0/15 * * * *", "Camel says why; the words are its own.");

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
        }
        assertThat(sectionOf(one.mistake(), Files.readString(PAGE))).isEqualTo(section);
    }

    @Test
    void every_mistake_has_a_section_and_a_case() throws IOException {
        var page = Files.readString(PAGE);
        var cases = Arrays.stream(Case.values()).map(Case::mistake).collect(Collectors.toSet());
        for (var mistake : Mistake.values()) {
            assertThat(sectionOf(mistake, page)).as(mistake.anchor()).isNotEmpty();
            assertThat(cases.contains(mistake) || NOT_OF_THE_GATE.contains(mistake))
                    .as(mistake.anchor())
                    .isTrue();
        }
    }

    private String output(Case one) throws IOException {
        var installation = Installation.in(home);
        var file = home.resolve(one.file);
        if (one.file.equals("routes/mine.yaml")) {
            Files.writeString(file, one.right.isEmpty() ? one.wrong : MINE.replace(one.right, one.wrong));
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

    private static String section(Case one, String output) {
        var wrong = one.wrong.isEmpty() ? MINE.replace(one.right, "") : one.wrong;
        return """
                ## %s

                ```yaml
                %s
                ```

                ```text
                %s
                ```

                %s
                """.formatted(one.mistake().anchor(), wrong.stripTrailing(), output.stripTrailing(), one.cure);
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
