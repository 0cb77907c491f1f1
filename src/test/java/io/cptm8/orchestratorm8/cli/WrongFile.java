package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.testing.Installation;
import io.cptm8.orchestratorm8.yaml.Mistake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** For each mistake a file that has it: one that is shipped with one line changed, or a small one of its own. */
enum WrongFile {
    OPEN_TO_ALL(
            "routes/mine.yaml",
            "",
            WrongFile.MINE,
            "chmod o-w the file and its folder. What is mounted read-only is trusted as it is."),
    UNREADABLE(
            "routes/mine.yaml",
            "",
            "# gr\u00fcn, saved as ISO 8859-1\n",
            "Save it as UTF-8, or mend its permissions: the account of the program must be able to read it."),
    EMPTY("routes/mine.yaml", "", "# to do\n", "Write a route into it, or delete it."),
    NOT_YAML("routes/mine.yaml", "", "- route:\n    id: \"mine\n", "Close what is open: a quote, a bracket, a brace."),
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
            "routes/gauges.yaml", "ref: waitingGauges", "ref: waitingGauge", "Write the name as the program has it."),
    CANNOT_BE_BUILT(
            "routes/schedule.yaml",
            "${body[walking]} == false",
            "${body[walking] == false",
            "Camel says why; the words after the colon are its own.");

    private static final String MINE = """
            - route:
                id: mine
                from:
                  uri: direct:mine
                  steps:
                    - to: direct:settle
            """;

    final String file;
    final String cure;
    private final String right;
    private final String wrong;

    WrongFile(String file, String right, String wrong, String cure) {
        this.file = file;
        this.right = right;
        this.wrong = wrong;
        this.cure = cure;
    }

    Mistake mistake() {
        return Mistake.valueOf(name());
    }

    /** Makes the mistake in an installation. */
    void write(Path home) throws IOException {
        var installation = Installation.in(home);
        var path = home.resolve(file);
        if (isOwn()) {
            Files.writeString(
                    path,
                    right.isEmpty() ? wrong : MINE.replace(right, wrong),
                    this == UNREADABLE ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        } else {
            installation.edit(file, right, wrong);
        }
        if (this == OPEN_TO_ALL) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
        }
    }

    /** Whole lines, so that a reader sees where the word stands. */
    String lines() throws IOException {
        if (right.isEmpty()) {
            return wrong;
        }
        if (isOwn()) {
            return MINE.replace(right, wrong);
        }
        var text = Files.readString(Path.of(file));
        var at = text.indexOf(right);
        var begin = text.lastIndexOf('\n', at) + 1;
        var end = wrong.isEmpty() ? text.length() : text.indexOf('\n', at + right.length());
        return (text.substring(begin, at) + wrong + text.substring(at + right.length(), end)).stripIndent();
    }

    private boolean isOwn() {
        return file.equals("routes/mine.yaml");
    }
}
