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

    private void assertWrong(String name, String text, int line, String... words) {
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
                .startsWith(file + ":" + line + ": ")
                .contains(words);
        assertThat(read.scanners()).extracting(Scanner::name).containsExactly("aaa", "zzz");
    }

    /** The parameter stands in line 9, below eight lines that are right. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            onChnage      | true            | has no parameter "onChnage"; did you mean "onChange"?
            colour        | red             | has no parameter "colour"; it has binding, body
            onChange      | yes             | "onChange" is "yes", but it must be true or false
            enabled       | 1               | "enabled" is "1", but it must be true or false
            rate          | fast            | "rate" is "fast", but it must be a whole number from 1 to 100000
            rate          | 0               | "rate" is "0", but it must be a whole number from 1 to 100000
            rate          | 100001          | "rate" is "100001", but it must be a whole number from 1 to 100000
            minInterval   | 15              | "minInterval" is "15", but it must be a length of time such as 250ms
            minInterval   | 367d            | "minInterval" is "367d", but it must be a length of time such as 250ms, 5s or 15m, at most
            minInterval   | -1s             | "minInterval" is "-1s", but it must be a length of time
            cron          | every day       | "cron" is "every day", but it must have six fields
            cron          | 0 0 25 * * ?    | "cron" is "0 0 25 * * ?", but it has 25 as its hour
            cron          | 0 * * * *       | "cron" is "0 * * * *", but it must have six fields
            body          | xml             | "body" is "xml", but it must be envelope or bare
            content       | id,secret       | "content" is "id,secret", but it must list some of id, name, companyname
            queueArguments | x-max-length   | "queueArguments" is "x-max-length", but it must be argument=value
            queue         | qx              | parameter "queue" is given twice
            rate          | {{scans.rate}}  | parameter "rate": application.properties has no key {{scans.rate}}
            """)
    void a_parameter_that_is_wrong_is_named_with_the_rule(String parameter, String value, String words) {
        assertWrong("bad.yaml", perDomain("bad", "{ name: %s, value: \"%s\" }".formatted(parameter, value)), 9, words);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            value: cptm8 }               | value: "a b" }           | 5 | "exchange" is "a b", but it must be 1 to 200 letters
            value: qbad                  | value: ""                | 6 | "queue" is "", but it must be 1 to 200 letters
            value: "cptm8.bad.#"         | value: " , "             | 7 | "binding" is " , ", but it must be one binding key
            value: cptm8.bad.post.scan   | value: ""                | 8 | "key" is "", but it must be a routing key of 1 to 255 bytes
            value: qbad                  | value: qaaa              | 6 | "queue" is "qaaa", but it belongs to scanner aaa already
            routeTemplateRef: per-domain | routeTemplateRef: domain | 2 | there is no usable template "domain"; there are per-domain, ring-start
            routeId: bad                 | routeId: worse           | 3 | routeId is "worse", but it must be the file's stem, "bad"
            routeId: bad                 | routId: bad              | 3 | templatedRoute has no field "routId" here
            routeId: bad                 | routeTemplateRef: x      | 3 | "routeTemplateRef" is given twice
            parameters:                  | params:                  | 5 | templatedRoute has no field "params" here
            name: queue, value: qbad     | name: queue              | 6 | parameter "queue" must have a name and a value, and nothing else
            name: queue, value: qbad     | name: queue, vaule: x    | 6 | parameter "queue" must have a name and a value, and nothing else
            name: queue, value: qbad     | value: qbad              | 6 | "name" is missing
            value: qbad                  | value: [ a, b ]          | 6 | "value" must be one value
            { name: queue, value: qbad } | queue                    | 6 | this must be a mapping
            """)
    void a_file_that_is_wrong_is_pointed_at(String right, String wrong, int line, String words) {
        assertThat(perDomain("bad")).contains(right);
        assertWrong("bad.yaml", perDomain("bad").replace(right, wrong), line, words);
    }

    @Test
    void missing_parameters_are_named() {
        assertWrong(
                "bad.yaml",
                perDomain("bad").replaceAll(".*name: (queue|key).*\n", ""),
                2,
                "template per-domain needs the parameter \"key\", \"queue\"");
    }

    @Test
    void a_routing_key_is_measured_in_bytes() {
        assertWrong(
                "bad.yaml",
                perDomain("bad").replace("cptm8.bad.post.scan", "ä".repeat(128)),
                8,
                "parameter \"key\"",
                "1 to 255 bytes");
    }

    @Test
    void an_empty_file_is_named() {
        assertWrong("bad.yaml", "", 1, "the file is empty");
    }

    @Test
    void a_file_of_comments_is_empty() {
        assertWrong("bad.yaml", "# nothing\n", 1, "the file is empty");
    }

    @Test
    void tabs_are_not_yaml() {
        assertWrong("bad.yaml", perDomain("bad").replace("    routeId", "\trouteId"), 3, "this is not YAML");
    }

    @Test
    void bad_indentation_is_not_yaml() {
        assertWrong("bad.yaml", perDomain("bad").replace("    routeId", "  routeId"), 4, "this is not YAML");
    }

    @Test
    void a_line_that_is_indented_too_far_is_not_yaml() {
        assertWrong("bad.yaml", perDomain("bad").replace("    routeId", "      routeId"), 3, "this is not YAML");
    }

    @Test
    void two_entries_are_one_too_many() {
        assertWrong(
                "bad.yaml",
                perDomain("bad") + perDomain("bad2"),
                1,
                "a scanner's file holds one list entry, - templatedRoute:");
    }

    @Test
    void two_documents_are_one_too_many() {
        assertWrong("bad.yaml", perDomain("bad") + "---\n" + perDomain("bad2"), 10, "this is not YAML");
    }

    @Test
    void a_plain_route_is_no_scanner() {
        assertWrong(
                "bad.yaml", "- route:\n    id: bad\n", 1, "a scanner's file holds one list entry, - templatedRoute:");
    }

    @Test
    void a_name_that_cannot_be_a_scanners_is_refused() {
        assertWrong("Bad_One.yaml", perDomain("bad"), 1, "lower-case letters, digits and hyphens");
    }
}
