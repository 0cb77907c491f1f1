package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cptm8.orchestratorm8.testing.ChildJvm;
import io.cptm8.orchestratorm8.testing.Cli;
import io.cptm8.orchestratorm8.testing.Installation;
import io.cptm8.orchestratorm8.testing.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

    private static final String SUMMARY =
            "Nothing is wrong: application\\.properties, [1-9]\\d* files, [1-9]\\d* scanners \\([1-9]\\d* enabled\\)\\.\\R";

    @TempDir
    private Path temporary;

    private Path home;
    private Installation installation;

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectory(temporary.resolve("home"));
        installation = Installation.in(home);
    }

    @Test
    void what_is_shipped_is_right() {
        var check = Cli.run(home, "check");

        assertThat(check.out()).matches(SUMMARY);
        assertThat(check.err()).isEmpty();
        assertThat(check.exitCode()).isZero();
    }

    @Test
    void every_problem_is_a_line_on_standard_output_with_file_and_line() {
        installation
                .edit("routes/scanners/num8.yaml", "name: onChange", "name: onChnage")
                .edit("routes/scanners/asmm8.yaml", "value: qasmm8", "value: q asmm8")
                .edit("routes/gauges.yaml", "- process: {", "- proces: {")
                .edit("routes/ring.yaml", "uri: spring-rabbitmq", "uri: spring-rabitmq");

        var check = Cli.run(home, "check");

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out().lines()).hasSize(5);
        assertThat(check.out())
                .contains(
                        home
                                + "/routes/scanners/num8.yaml:11:17: template ring-start has no parameter \"onChnage\"; did you mean \"onChange\"?")
                .contains(home + "/routes/scanners/asmm8.yaml:8:31: parameter \"queue\" is \"q asmm8\", but it must be")
                .contains(
                        home
                                + "/routes/gauges.yaml:20:17: there is no step \"proces\"; did you mean \"process\"? (docs/errors.md#unknown-step)")
                .contains(
                        home
                                + "/routes/ring.yaml:14:12: there is no component \"spring-rabitmq\" in this installation; did you mean \"spring-rabbitmq\"? ")
                .endsWith("4 problems." + System.lineSeparator());
        assertThat(check.err()).isEmpty();
    }

    @Test
    void a_routing_key_that_is_no_expression_is_found_before_it_is_used() {
        installation.edit(
                "routes/scanners/takeoverm8.yaml",
                "value: cptm8.takeoverm8.post.scan",
                "value: \"cptm8.takeoverm8.get.scan/${body[id}\"");

        var check = Cli.run(home, "check");

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out())
                .startsWith(home + "/routes/scanners/takeoverm8.yaml:")
                .contains("1 problem.");
    }

    @Test
    void settings_are_checked_too() {
        installation.edit(
                "application.properties",
                "orchestratorm8.dispatch.batch = 1000",
                "orchestratorm8.dispatch.bacth = 1000");

        var check = Cli.run(home, "check");

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out())
                .matches("(?s)\\Q" + home
                        + "/application.properties\\E:\\d+: there is no key orchestratorm8\\.dispatch\\.bacth\\..*")
                .contains("Did you mean orchestratorm8.dispatch.batch?", "1 problem.");
    }

    @Test
    void a_folder_that_is_not_there_is_not_right() {
        var check = Cli.run(home, "check", "--routes", home.resolve("rutes").toString());

        assertThat(check.exitCode()).isEqualTo(2);
        assertThat(check.err()).contains(home.resolve("rutes") + ": there is no such folder. Nothing was checked.");
    }

    @Test
    void a_file_that_is_not_there_is_not_right() {
        var check = Cli.run(home, "check", home.resolve("routes/num9.yaml").toString());

        assertThat(check.exitCode()).isEqualTo(2);
        assertThat(check.err()).contains("num9.yaml: there is no such file. Nothing was checked.");
    }

    @Test
    void only_the_files_that_are_named_are_judged() {
        installation
                .edit("routes/gauges.yaml", "- process: {", "- proces: {")
                .edit("routes/ring.yaml", "uri: spring-rabbitmq", "uri: spring-rabitmq");

        var check = Cli.run(home, "check", home.resolve("routes/ring.yaml").toString());

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out()).contains("ring.yaml:14:12: ", "1 problem.").doesNotContain("gauges.yaml");
        assertThat(Cli.run(home, "check", home.resolve("routes/http.yaml").toString())
                        .exitCode())
                .isZero();
    }

    @Test
    void json_says_the_same_in_fields() throws IOException {
        installation.edit("routes/gauges.yaml", "- process: {", "- proces: {");
        var file = home.resolve("routes/gauges.yaml").toString();

        var right = Cli.run(
                home, "check", "--json", home.resolve("routes/ring.yaml").toString());
        var wrong = Cli.run(home, "check", "--json", file);

        assertThat(right.out().strip()).isEqualTo("{\"ok\":true,\"files\":1,\"faults\":[]}");
        assertThat(wrong.exitCode()).isEqualTo(1);
        var json = new com.fasterxml.jackson.databind.ObjectMapper().readTree(wrong.out());
        assertThat(json.get("ok").asBoolean()).isFalse();
        assertThat(json.get("files").asInt()).isEqualTo(1);
        assertThat(json.get("faults")).hasSize(1);
        var fault = json.get("faults").get(0);
        assertThat(fault.get("file").asText()).isEqualTo(file);
        assertThat(fault.get("line").asInt()).isEqualTo(20);
        assertThat(fault.get("column").asInt()).isEqualTo(17);
        assertThat(fault.get("mistake").asText()).isEqualTo("unknown-step");
        assertThat(fault.get("word").asText()).isEqualTo("proces");
        assertThat(fault.get("nearest").asText()).isEqualTo("process");
        assertThat(fault.get("help").asText()).isEqualTo("docs/errors.md#unknown-step");
    }

    @Test
    void nothing_is_connected_to_and_nothing_goes_on() throws IOException {
        var threads = Threads.snapshot();
        try (var postgresql = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var rabbitmq = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            installation
                    .edit("application.properties", "{{env:POSTGRESQL_HOSTNAME:localhost}}", "127.0.0.1")
                    .edit("application.properties", "{{env:POSTGRESQL_PORT:5432}}", "" + postgresql.getLocalPort())
                    .edit("application.properties", "{{env:RABBITMQ_HOSTNAME:localhost}}", "127.0.0.1")
                    .edit("application.properties", "{{env:RABBITMQ_PORT:5672}}", "" + rabbitmq.getLocalPort());

            assertThat(Cli.run(home, "check").exitCode()).isZero();

            assertNobodyCame(postgresql);
            assertNobodyCame(rabbitmq);
        }
        threads.assertNoneLeft();
    }

    @Test
    void no_timer_of_a_route_goes_off_while_it_is_looked_at() throws IOException {
        var threads = Threads.snapshot();
        installation.edit("routes/gauges.yaml", "0/15 * * * * ?", "* * * * * ?");

        // Often enough that the second turns in the middle of some.
        var second = Instant.now().getEpochSecond();
        do {
            assertThat(Cli.run(home, "check").exitCode()).isZero();
        } while (Instant.now().getEpochSecond() < second + 5);

        threads.assertNoneLeft();
    }

    private static void assertNobodyCame(ServerSocket server) throws IOException {
        // Who connected while nobody accepted is waiting now.
        server.setSoTimeout(50);
        assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(server::accept);
    }

    @Test
    void as_a_program_it_answers_on_standard_output_and_leaves_no_file() throws IOException {
        var scratch = Files.createDirectory(temporary.resolve("tmp"));
        var before = installation.files();
        try (var check = ChildJvm.start(home, scratch, Map.of("LOG_LEVEL", "-1"), "check")) {
            assertThat(check.awaitEnd()).isZero();
            assertThat(check.standardOutput()).matches(SUMMARY);
            assertThat(check.standardError()).isEmpty();
            assertThat(installation.files()).isEqualTo(before);
            assertThat(scratch).isEmptyDirectory();
        }
    }

    @Test
    void as_a_program_it_ends_with_1_when_something_is_wrong() throws IOException {
        installation.edit("routes/scanners/num8.yaml", "name: onChange", "name: onChnage");
        var scratch = Files.createDirectory(temporary.resolve("tmp"));
        try (var check = ChildJvm.start(home, scratch, Map.of(), "check")) {
            assertThat(check.awaitEnd()).isEqualTo(1);
            assertThat(check.standardOutput()).startsWith(home + "/routes/scanners/num8.yaml:11:17: ");
        }
    }
}
