package io.cptm8.orchestratorm8.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cptm8.orchestratorm8.testing.Cli;
import io.cptm8.orchestratorm8.testing.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the check holds back of what a file could do to the machine. A guard-rail: docs/security-model.md. */
class HostileRouteTest {

    /** A step each, in line 6 of a file of its own, and the mistake that is named there. */
    private static final String STEPS = """
            to: "exec:id"                                                   | forbidden-scheme
            to: "file:/etc?fileName=passwd&noop=true"                       | forbidden-scheme
            to: "bean:broker?method=close"                                  | forbidden-scheme
            to: "class:java.lang.Runtime?method=gc"                         | forbidden-scheme
            to: "language:simple:${body}"                                   | forbidden-scheme
            to: "https://example.com/"                                      | forbidden-scheme
            to: "controlbus:route?routeId=settle&action=stop"               | forbidden-scheme
            to: " exec:id"                                                  | unknown-scheme
            to: "EXEC:id"                                                   | unknown-scheme
            to: "{{orchestratorm8.database.schema}}:id"                     | forbidden-scheme
            toD: "${header.next}"                                           | forbidden-scheme
            recipientList: { simple: "${header.next}" }                     | forbidden-scheme
            routingSlip: { simple: "${header.next}" }                       | forbidden-scheme
            dynamicRouter: { simple: "${header.next}" }                     | forbidden-scheme
            enrich: { simple: "sql:${header.next}" }                        | forbidden-scheme
            enrich: { constant: "sql:${header.next}" }                      | forbidden-scheme
            pollEnrich: { header: next }                                    | forbidden-scheme
            wireTap: "sql:${header.next}"                                   | forbidden-scheme
            wireTap: { uri: "direct:x", parameters: { timeout: "${body}" } } | forbidden-scheme
            wireTap: "exec:id"                                              | forbidden-scheme
            poll: "sql:${header.next}"                                      | forbidden-scheme
            to: "sql:file:/etc/passwd"                                      | forbidden-scheme
            to: "sql:http://example.com/x.sql"                              | forbidden-scheme
            to: { uri: sql, parameters: { query: "file:/etc/passwd" } }     | forbidden-scheme
            setBody: { constant: "resource:file:/etc/passwd" }              | forbidden-scheme
            setBody: { simple: "resource:http://example.com/x" }            | forbidden-scheme
            script: { simple: "x" }                                         | forbidden-bean
            setBody: { language: { language: bean, expression: "type:java.lang.Runtime" } } | forbidden-bean
            setBody: { method: { beanType: java.lang.Runtime, method: gc } } | forbidden-bean
            setBody: { groovy: "1" }                                        | unknown-scheme
            setBody: { joor: "1" }                                          | unknown-scheme
            setBody: { simple: "${bean:type:java.lang.Runtime?method=gc}" } | forbidden-bean
            setBody: { simple: "$simple{bean:type:java.lang.Runtime?method=gc}" } | forbidden-bean
            setBody: { simple: "${type:java.lang.Runtime}" }                | forbidden-bean
            setBody: { simple: "${camelContext.stop}" }                     | forbidden-bean
            setBody: { simple: "${exchange.context.stop}" }                 | forbidden-bean
            setBody: { simple: "${body.class.classLoader}" }                | forbidden-bean
            setBody: { simple: "${header.x.getClass}" }                     | forbidden-bean
            log: "${env.POSTGRESQL_PASSWORD}"                               | forbidden-bean
            log: "${sysenv.POSTGRESQL_PASSWORD}"                            | forbidden-bean
            log: "${sys.java.class.path}"                                   | forbidden-bean
            log: "${properties:orchestratorm8.http.port}"                   | forbidden-bean
            log: "{{env:POSTGRESQL_PASSWORD}}"                              | unknown-key
            log: "{{sys:user.home}}"                                        | unknown-key
            log: "{{bean:broker.close}}"                                    | unknown-key
            bean: { beanType: java.lang.Runtime, method: gc }               | forbidden-bean
            process: { ref: "#class:java.lang.Object" }                     | forbidden-bean
            process: { ref: "#type:javax.sql.DataSource" }                  | forbidden-bean
            to: "log:x?exchangeFormatter=#class:java.lang.Object"           | forbidden-bean
            to: "log:x?exchangeFormatter=%23class:java.lang.Object"         | forbidden-bean
            to: "log:x?exchangeFormatter=RAW(#class:java.lang.Object)"      | forbidden-bean
            to: "log:x?exchangeFormatter=#nobody"                           | unknown-bean
            to: { uri: "log:x", parameters: { exchangeFormatter: "#class:java.lang.Object" } } | forbidden-bean
            unmarshal: { json: { unmarshalType: java.lang.Object } }        | forbidden-bean
            unmarshal: { json: { moduleClassNames: java.lang.Object } }     | forbidden-bean
            aggregate: { constant: "1", aggregationStrategy: "#class:java.lang.Object" } | forbidden-bean
            saga: { compensation: "exec:id", steps: [ { log: "x" } ] }      | forbidden-scheme
            to-d: "${header.next}"                                          | unknown-step
            """;

    /** Values for the key of a scanner's file, in line 8 of it. */
    private static final List<String> KEYS = List.of(
            "cptm8.x&awaitReceipt=true",
            "cptm8.x?publisher=other",
            "#class:java.lang.Object",
            "#dataSource",
            "RAW(cptm8.x)",
            "resource:file:/etc/passwd",
            "${bean:type:java.lang.Runtime?method=gc}",
            "$simple{type:java.lang.Runtime}",
            "${sysenv.POSTGRESQL_PASSWORD}",
            "${camelContext.stop}",
            "${body.class}",
            "{{env:POSTGRESQL_PASSWORD}}",
            "{{orchestratorm8.database.password}}",
            "cptm8.x%23class:java.lang.Object");

    /** What could end one option and begin another in the address of the publisher. */
    private static final List<String> EXCHANGES = List.of(
            "cptm8?publisher=x",
            "cptm8&x=y",
            "RAW(cptm8)",
            "#class:java.lang.Object",
            "${body}",
            "{{env:HOME}}",
            "a/b");

    @TempDir
    private Path home;

    private record Attempt(String file, String text, int line, String mistake) {}

    @Test
    void every_attempt_is_refused_in_its_line_and_what_is_shipped_is_not() throws IOException {
        Installation.in(home);
        var attempts = Stream.of(steps(), whole(), keys(), exchanges())
                .flatMap(List::stream)
                .toList();
        for (var attempt : attempts) {
            Files.writeString(home.resolve("routes").resolve(attempt.file()), attempt.text());
        }

        var check = Cli.run(home, "check", "--json");

        var faults = faults(check.out());
        var missed = new ArrayList<String>();
        for (var attempt : attempts) {
            var found = faults.getOrDefault(attempt.file(), List.of());
            if (found.stream()
                    .noneMatch(fault -> fault.get("line").asInt() == attempt.line()
                            && fault.get("mistake").asText().matches(attempt.mistake()))) {
                missed.add(attempt.text() + "\n -> " + found);
            }
        }
        assertThat(missed).isEmpty();
        assertThat(attempts).hasSizeGreaterThan(80);
        assertThat(faults.keySet())
                .as("only these have faults")
                .containsExactlyInAnyOrderElementsOf(
                        attempts.stream().map(Attempt::file).toList());
        assertThat(check.exitCode()).isEqualTo(1);
    }

    private static List<Attempt> steps() {
        var attempts = new ArrayList<Attempt>();
        for (var row : STEPS.lines().toList()) {
            var at = row.lastIndexOf('|');
            attempts.add(plain(
                    attempts.size(),
                    "        - " + row.substring(0, at).strip() + "\n",
                    6,
                    row.substring(at + 1).strip()));
        }
        return attempts;
    }

    private static Attempt plain(int number, String step, int line, String mistake) {
        var id = "mine" + number;
        return new Attempt(
                id + ".yaml",
                "- route:\n    id: " + id + "\n    from:\n      uri: direct:" + id + "\n      steps:\n" + step,
                line,
                mistake);
    }

    private static List<Attempt> whole() {
        var step = "      steps:\n        - log: x\n";
        return List.of(
                new Attempt(
                        "whole1.yaml",
                        "- beans:\n    - name: x\n      type: java.lang.Object\n      factoryMethod: y\n",
                        1,
                        "forbidden-bean"),
                new Attempt(
                        "whole2.yaml",
                        "- routeConfiguration:\n    id: x\n    intercept:\n      - intercept:\n          steps:\n            - log: x\n",
                        1,
                        "wrong-shape"),
                new Attempt("whole3.yaml", "- rest:\n    path: /x\n    get:\n      - to: exec:id\n", 1, "wrong-shape"),
                new Attempt(
                        "whole4.yaml",
                        "- route:\n    id: settle\n    from:\n      uri: direct:z\n" + step,
                        2,
                        "name-is-not-stem"),
                new Attempt(
                        "whole5.yaml",
                        "- route:\n    id: whole5\n    from:\n      uri: spring-rabbitmq:cptm8\n" + step,
                        4,
                        "missing-option"),
                new Attempt(
                        "whole6.yaml",
                        "- route:\n    id: whole6\n    from:\n      uri: \"spring-rabbitmq:cptm8?disableReplyTo=false\"\n"
                                + step,
                        4,
                        "missing-option"),
                new Attempt("whole7.yaml", "- route: &a\n    id: whole7\n    from: *a\n", 1, "not-yaml"),
                new Attempt(
                        "whole8.yaml",
                        "- route:\n    id: whole8\n    from:\n      uri: file:/etc\n" + step,
                        4,
                        "forbidden-scheme"),
                new Attempt(
                        "whole9.yaml",
                        "- route:\n    id: whole9\n    errorHandler:\n      deadLetterChannel:\n        deadLetterUri: exec:id\n"
                                + "    from:\n      uri: direct:whole9\n" + step,
                        5,
                        "forbidden-scheme"),
                new Attempt("whole10.yaml", "[".repeat(10_000), 1, "not-yaml"),
                new Attempt(
                        "templates/whole11.yaml",
                        "- routeTemplate:\n    id: whole11\n    beans:\n      - name: x\n        type: java.lang.Object\n"
                                + "        scriptLanguage: groovy\n        script: x\n    from:\n      uri: direct:x\n"
                                + step,
                        3,
                        "forbidden-bean"));
    }

    private static List<Attempt> keys() {
        var attempts = new ArrayList<Attempt>();
        for (var key : KEYS) {
            attempts.add(scanner("k" + attempts.size(), "cptm8", key, 8));
        }
        return attempts;
    }

    private static List<Attempt> exchanges() {
        var attempts = new ArrayList<Attempt>();
        for (var exchange : EXCHANGES) {
            attempts.add(scanner("e" + attempts.size(), exchange, "cptm8.x", 5));
        }
        return attempts;
    }

    private static Attempt scanner(String name, String exchange, String key, int line) {
        return new Attempt(
                "scanners/" + name + ".yaml",
                """
                - templatedRoute:
                    routeTemplateRef: per-domain
                    routeId: %1$s
                    parameters:
                      - { name: exchange, value: "%2$s" }
                      - { name: queue, value: q%1$s }
                      - { name: binding, value: "#" }
                      - { name: key, value: "%3$s" }
                """.formatted(name, exchange, key),
                line,
                "out-of-bounds|forbidden-bean|forbidden-scheme|unknown-key");
    }

    private Map<String, List<JsonNode>> faults(String json) throws IOException {
        var byFile = new LinkedHashMap<String, List<JsonNode>>();
        StreamSupport.stream(new ObjectMapper().readTree(json).get("faults").spliterator(), false)
                .forEach(fault -> byFile.computeIfAbsent(
                                fault.get("file").asText().replaceFirst("^.*?routes/", ""), any -> new ArrayList<>())
                        .add(fault));
        return byFile;
    }
}
