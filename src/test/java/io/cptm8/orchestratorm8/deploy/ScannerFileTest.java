package io.cptm8.orchestratorm8.deploy;

import static io.cptm8.orchestratorm8.deploy.Routes.perDomain;
import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.scanner.Scanner;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a scanner's file is said with its line, and concerns no other file. */
class ScannerFileTest {

    @TempDir
    private Path directory;

    private void assertWrong(String name, String text, String place, String... words) {
        var routes = new Routes(directory);
        routes.scanner("aaa.yaml", perDomain("aaa"));
        routes.scanner("zzz.yaml", perDomain("zzz"));
        var file = routes.scanner(name, text);

        var read = routes.read(value -> {
            if (value.contains("{{")) {
                throw new IllegalArgumentException("application.properties has no key " + value);
            }
            return value;
        });

        assertThat(read.problems())
                .singleElement()
                .asString()
                .startsWith(file + ":" + place + ": ")
                .contains(words);
        assertThat(read.scanners()).extracting(Scanner::name).containsExactly("aaa", "zzz");
    }

    /** The parameter stands in line 9, below eight lines that are right; its name in column 17. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            onChnage       | true            | 17 | has no parameter "onChnage"; did you mean "onChange"? (docs/errors.md#unknown-parameter)
            colour         | red             | 17 | has no parameter "colour"; it has binding, body
            onChange       | yes             | 34 | "onChange" is "yes", but it must be true or false; did you mean "true"? (docs/errors.md#wrong-type)
            enabled        | 1               | 33 | "enabled" is "1", but it must be true or false; did you mean "true"?
            enabled        | flase           | 33 | "enabled" is "flase", but it must be true or false; did you mean "false"?
            rate           | fast            | 30 | "rate" is "fast", but it must be a whole number from 1 to 100000 (docs/errors.md#wrong-type)
            rate           | 0               | 30 | "rate" is "0", but it must be a whole number from 1 to 100000 (docs/errors.md#out-of-bounds)
            rate           | 100001          | 30 | "rate" is "100001", but it must be a whole number from 1 to 100000 (docs/errors.md#out-of-bounds)
            rate           | 99999999999999  | 30 | must be a whole number from 1 to 100000 (docs/errors.md#out-of-bounds)
            minInterval    | 15              | 37 | "minInterval" is "15", but it must be a length of time such as 250ms, 5s or 15m, at most 366d; did you mean "15s"?
            minInterval    | 367d            | 37 | "minInterval" is "367d", but it must be a length of time such as 250ms, 5s or 15m, at most 366d (docs/errors.md#out-of-bounds)
            minInterval    | -1s             | 37 | "minInterval" is "-1s", but it must be a length of time
            cron           | every day       | 30 | "cron" is "every day", but it must have six fields
            cron           | 0 0 25 * * ?    | 30 | "cron" is "0 0 25 * * ?", but it has 25 as its hour, which goes from 0 to 23 (docs/errors.md#out-of-bounds)
            cron           | 0 0 99999999999 * * ? | 30 | has 99999999999 as its hour
            cron           | 0 * * * *       | 30 | "cron" is "0 * * * *", but it must have six fields
            body           | xml             | 30 | "body" is "xml", but it must be envelope or bare
            body           | baer            | 30 | must be envelope or bare; did you mean "bare"?
            content        | id,secret       | 33 | "content" is "id,secret", but it must list some of id, name, companyname
            content        | id,nmae         | 33 | did you mean "id,name"?
            queueType      | qourum          | 35 | "queueType" is "qourum", but it must be classic or quorum; did you mean "quorum"?
            queueArguments | x-queue-type=quorum | 40 | "queueArguments" is "x-queue-type=quorum", but it must not hold x-queue-type, which is the parameter "queueType"
            queueArguments | x-max-length    | 40 | "queueArguments" is "x-max-length", but it must be argument=value
            queue          | qx              | 17 | parameter "queue" is given twice; the first is in line 6 (docs/errors.md#given-twice)
            rate           | {{scans.rate}}  | 30 | parameter "rate": application.properties has no key {{scans.rate}} (docs/errors.md#unknown-key)
            """)
    void a_parameter_that_is_wrong_is_named_with_the_rule(String parameter, String value, int column, String words) {
        assertWrong(
                "bad.yaml",
                perDomain("bad", "{ name: %s, value: \"%s\" }".formatted(parameter, value)),
                "9:" + column,
                words);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            value: cptm8 }               | value: "a b" }           | 5:34 | "exchange" is "a b", but it must be 1 to 200 letters
            value: qbad                  | value: ""                | 6:31 | "queue" is "", but it must be 1 to 200 letters
            value: "cptm8.bad.#"         | value: " , "             | 7:33 | "binding" is " , ", but it must be one binding key
            value: cptm8.bad.post.scan   | value: ""                | 8:29 | "key" is "", but it must be a routing key of 1 to 255 bytes without ? & #
            value: qbad                  | value: qaaa              | 6:31 | "queue" is "qaaa", but it belongs to scanner aaa already
            routeTemplateRef: per-domain | routeTemplateRef: domain | 2:23 | there is no usable template "domain"; there are per-domain, ring-start
            routeTemplateRef: per-domain | routeTemplateRef: perdomain | 2:23 | did you mean "per-domain"? (docs/errors.md#unknown-template)
            routeId: bad                 | routeId: worse           | 3:14 | routeId is "worse", but it must be the file's stem, "bad"; did you mean "bad"? (docs/errors.md#name-is-not-stem)
            routeId: bad                 | routId: bad              | 3:5  | templatedRoute has no field "routId" here; there are routeTemplateRef, routeId and parameters; did you mean "routeId"? (docs/errors.md#unknown-option)
            parameters:                  | params:                  | 4:5  | templatedRoute has no field "params" here
            parameters:                  | paramters:               | 4:5  | did you mean "parameters"?
            name: queue, value: qbad     | name: queue              | 6:9  | parameter "queue" must have a name and a value, and nothing else
            name: queue, value: qbad     | name: queue, vaule: x    | 6:24 | parameter "queue" must have a name and a value, and nothing else such as "vaule"; did you mean "value"?
            name: queue, value: qbad     | name: queue, value:      | 6:24 | "value" must be one value, not nothing; for an empty one write ""
            name: queue, value: qbad     | value: qbad              | 6:9  | "name" is missing (docs/errors.md#missing-option)
            value: qbad                  | value: [ a, b ]          | 6:31 | "value" must be one value, not a list (docs/errors.md#wrong-shape)
            { name: queue, value: qbad } | queue                    | 6:9  | this must be a mapping
            - templatedRoute:            | - templateRoute:         | 1:3  | "templateRoute" cannot be here: a scanner's file holds one list entry, - templatedRoute:; did you mean "templatedRoute"?
            """)
    void a_file_that_is_wrong_is_pointed_at(String right, String wrong, String place, String words) {
        assertThat(perDomain("bad")).contains(right);
        assertWrong("bad.yaml", perDomain("bad").replace(right, wrong), place, words);
    }

    @Test
    void all_that_is_wrong_with_a_file_is_said_at_once_in_the_order_of_lines() {
        var routes = new Routes(directory);
        var file = routes.scanner(
                "bad.yaml",
                perDomain("worse", "{ name: rate, value: 0 }", "{ name: crom, value: x }")
                        .replace("value: qworse", "value: \"q worse\"")
                        .replaceAll(".*name: exchange.*\n", ""));

        assertThat(routes.read(value -> value).problems())
                .extracting(problem -> problem.replace(file.toString(), "bad"))
                .containsExactly(
                        "bad:3:14: routeId is \"worse\", but it must be the file's stem, \"bad\"; did you mean \"bad\"? (docs/errors.md#name-is-not-stem)",
                        "bad:4:5: template per-domain needs the parameter \"exchange\" (docs/errors.md#missing-parameter)",
                        "bad:5:31: parameter \"queue\" is \"q worse\", but it must be 1 to 200 letters, digits, _ . : or - (docs/errors.md#out-of-bounds)",
                        "bad:8:30: parameter \"rate\" is \"0\", but it must be a whole number from 1 to 100000 (docs/errors.md#out-of-bounds)",
                        "bad:9:17: template per-domain has no parameter \"crom\"; did you mean \"cron\"? (docs/errors.md#unknown-parameter)");
    }

    @Test
    void two_faults_of_one_line_are_said_from_left_to_right() {
        var routes = new Routes(directory);
        routes.scanner("bad.yaml", perDomain("bad", "{ value: 0, name: rate, nmae: x, name: cron }"));

        assertThat(routes.read(value -> value).problems())
                .extracting(problem -> problem.replaceFirst(".*bad.yaml:(\\d+:\\d+): .*", "$1"))
                .containsExactly("9:18", "9:33", "9:42");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            cptm8.qbad.#        | cptm8.bad.get.scan         | cptm8.bad.#
            cptm8.bad.*         | cptm8.bad.get.scan         |
            scheduler.bad.#     | cptm8.bad.get.scan         | cptm8.bad.#
            a.#,cptm8.dab.#     | cptm8.bad.get.${body[id]}  | cptm8.bad.#
            a.b.#               | cptm8.bad.${header.a.b}    |
            """)
    void a_key_that_no_binding_takes_is_found(String binding, String key, String nearest) {
        assertWrong(
                "bad.yaml",
                perDomain("bad").replace("cptm8.bad.#", binding).replace("cptm8.bad.post.scan", "\"" + key + "\""),
                "7:33",
                "parameter \"binding\" is \"%s\", but it lets no message with the key \"%s\" into the queue%s (docs/errors.md#unroutable-key)"
                        .formatted(binding, key, nearest == null ? "" : "; did you mean \"%s\"?".formatted(nearest)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x.#,cptm8.bad.*.scan      | cptm8.bad.get.scan
            cptm8.*.*.*               | cptm8.${body[name]}
            cptm8.*.get.scan/domain   | cptm8.${header.${header.x}}.scan/domain
            #                         | ${body}
            """)
    void a_key_that_some_binding_may_take_is_right(String binding, String key) {
        var routes = new Routes(directory);
        routes.scanner(
                "good.yaml",
                perDomain("good").replace("cptm8.good.#", binding).replace("cptm8.good.post.scan", "\"" + key + "\""));

        assertThat(routes.read(value -> value).problems()).isEmpty();
    }

    @Test
    void a_field_that_is_given_twice_is_named() {
        assertWrong(
                "bad.yaml",
                perDomain("bad").replace("    routeId: bad\n", "    routeId: bad\n    routeId: worse\n"),
                "4:5",
                "\"routeId\" is given twice; the first is in line 3 (docs/errors.md#given-twice)");
    }

    @Test
    void missing_parameters_are_named() {
        assertWrong(
                "bad.yaml",
                perDomain("bad").replaceAll(".*name: (queue|key).*\n", ""),
                "4:5",
                "template per-domain needs the parameter \"key\", \"queue\" (docs/errors.md#missing-parameter)");
    }

    @Test
    void a_routing_key_is_measured_in_bytes() {
        assertWrong(
                "bad.yaml",
                perDomain("bad").replace("cptm8.bad.post.scan", "ä".repeat(128)),
                "8:29",
                "parameter \"key\"",
                "1 to 255 bytes");
    }

    @Test
    void an_empty_file_is_named() {
        assertWrong("bad.yaml", "", "1:1", "the file is empty");
    }

    @Test
    void a_file_of_comments_is_empty() {
        assertWrong("bad.yaml", "# nothing\n", "1:1", "the file is empty");
    }

    @Test
    void a_tab_is_named() {
        assertWrong(
                "bad.yaml",
                perDomain("bad").replace("    routeId", "\trouteId"),
                "3:1",
                "indented with a tab",
                "(docs/errors.md#tab)");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
                routeId|      routeId|3:7|"routeId" begins in column 7, but what it stands beside begins in column 5 (line 2)
                routeId|   routeId|3:4|"routeId" begins in column 4, but what it stands beside begins in column
                routeId|  routeId|4:5|"parameters" begins in column 5, but what it stands beside begins in column 3 (line 3)
                  - { name: key|     - { name: key|8:6|begins in column 6, but what it stands beside begins in column 7 (line 7)
                  - { name: key|        - { name: key|8:9|begins in column 9, but what it stands beside begins in column 7 (line 7)
            """)
    void an_odd_indentation_is_named(String right, String wrong, String place, String words) {
        assertWrong("bad.yaml", perDomain("bad").replace(right, wrong), place, words, "(docs/errors.md#indentation)");
    }

    @Test
    void fields_beside_templatedRoute_are_told_to_be_below_it() {
        assertWrong(
                "bad.yaml",
                perDomain("bad")
                        .replaceFirst("( +routeTemplateRef.*\n)( +routeId.*\n)([\\s\\S]*)", "$1$3  routeId: bad\n")
                        .replaceFirst("\n\n", "\n"),
                "8:3",
                "\"routeId\" stands beside templatedRoute, but belongs below it");
    }

    @Test
    void two_entries_are_one_too_many() {
        assertWrong(
                "bad.yaml", perDomain("bad") + perDomain("bad2"), "10:3", "a scanner's file holds one templatedRoute");
    }

    @Test
    void two_documents_are_one_too_many() {
        assertWrong("bad.yaml", perDomain("bad") + "---\n" + perDomain("bad2"), "10:1", "this is not YAML");
    }

    @Test
    void a_plain_route_is_no_scanner() {
        assertWrong(
                "bad.yaml",
                "- route:\n    id: bad\n",
                "1:3",
                "a scanner's file holds one list entry, - templatedRoute:");
    }

    @Test
    void a_missing_dash_is_named() {
        assertWrong(
                "bad.yaml",
                perDomain("bad").replace("- templatedRoute", "  templatedRoute").replaceAll("(?m)^  ", ""),
                "1:1",
                "the dash is missing");
    }

    @Test
    void a_name_that_cannot_be_a_scanners_is_refused() {
        assertWrong("Bad_One.yaml", perDomain("bad"), "1:1", "lower-case letters, digits and hyphens");
    }
}
