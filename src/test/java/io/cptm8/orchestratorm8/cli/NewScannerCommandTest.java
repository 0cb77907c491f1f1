package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.Cli;
import io.cptm8.orchestratorm8.testing.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewScannerCommandTest {

    @TempDir
    private Path home;

    private Path scanners;

    @BeforeEach
    void install() {
        Installation.in(home);
        scanners = home.resolve("routes/scanners");
    }

    @Test
    void a_name_is_enough() throws IOException {
        var done = Cli.run(home, "new-scanner", "certm8", "--yes");

        assertThat(done.err()).isEmpty();
        assertThat(done.exitCode()).isZero();
        assertThat(scanners.resolve("certm8.yaml")).hasContent("""
                # certm8 looks at one domain for each message.
                # yaml-language-server: $schema=../scanner.schema.json
                - templatedRoute:
                    routeTemplateRef: per-domain
                    routeId: certm8
                    parameters:
                      - { name: exchange, value: cptm8 }
                      - { name: queue, value: qcertm8 }
                      - { name: binding, value: "cptm8.certm8.#" }
                      - { name: key, value: cptm8.certm8.post.scan }
                """);
        assertThat(Cli.run(home, "check").exitCode()).isZero();
    }

    @Test
    void every_option_is_a_parameter_and_what_the_template_says_is_left_out() throws IOException {
        var done = Cli.run(
                home,
                "new-scanner",
                "certm8",
                "--description",
                "certm8 reads\ncertificates: \"all\" of them.",
                "--exchange",
                "scheduler",
                "--queue",
                "q.certs",
                "--binding",
                "a.#,b.#",
                "--key",
                "a.${body[id]}",
                "--no-on-change",
                "--cron",
                "0 0 3 * * ?",
                "--min-interval",
                "15m",
                "--rate",
                "5",
                "--body",
                "envelope",
                "--content",
                "id,unicode",
                "--disabled");

        assertThat(done.err()).isEmpty();
        assertThat(scanners.resolve("certm8.yaml")).hasContent("""
                # certm8 reads certificates: "all" of them.
                # yaml-language-server: $schema=../scanner.schema.json
                - templatedRoute:
                    routeTemplateRef: per-domain
                    routeId: certm8
                    parameters:
                      - { name: exchange, value: scheduler }
                      - { name: queue, value: q.certs }
                      - { name: binding, value: "a.#,b.#" }
                      - { name: key, value: "a.${body[id]}" }
                      - { name: onChange, value: "false" }
                      - { name: cron, value: "0 0 3 * * ?" }
                      - { name: minInterval, value: "15m" }
                      - { name: rate, value: "5" }
                      - { name: content, value: "id,unicode" }
                      - { name: enabled, value: "false" }
                """);
        assertThat(Cli.run(home, "check").exitCode()).isZero();
    }

    @Test
    void a_ring_start_has_a_start_key_and_is_said_to_be_asked_by_nobody() throws IOException {
        var done = Cli.run(home, "new-scanner", "ringm8", "--style", "ring-start");

        assertThat(scanners.resolve("ringm8.yaml"))
                .content()
                .contains("routeTemplateRef: ring-start", "value: cptm8.ringm8.get.scan")
                .doesNotContain("onChange");
        assertThat(done.out()).contains("Nothing asks for it yet but a person");
        assertThat(Cli.run(home, "check").exitCode()).isZero();
    }

    @Test
    void the_next_two_commands_are_said() {
        var file = scanners.resolve("certm8.yaml");

        assertThat(Cli.run(home, "new-scanner", "certm8", "--on-change").out())
                .contains(
                        "Wrote " + file,
                        "  orchestratorm8 check " + file,
                        "  orchestratorm8 try " + file + " --domain example.com",
                        "A running instance picks the file up by itself")
                .doesNotContain("Nothing asks for it");
    }

    @Test
    void where_files_are_not_read_again_it_does_not_say_that_they_are() throws IOException {
        var settings = home.resolve("application.properties");
        Files.writeString(settings, Files.readString(settings).replace("{{env:ORCHESTRATORM8_RELOAD:true}}", "false"));

        assertThat(Cli.run(home, "new-scanner", "certm8", "--on-change").out())
                .contains("An instance reads the file when it is started (orchestratorm8.reload is false)")
                .doesNotContain("picks the file up");
    }

    @Test
    void on_standard_output_nothing_is_written() throws IOException {
        var before = files();

        var done = Cli.run(home, "new-scanner", "certm8", "--stdout");

        assertThat(done.out()).startsWith("# certm8 ").endsWith("post.scan }\n");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void the_file_is_readable_by_all_and_nothing_else_is_left() throws IOException {
        var before = files();

        Cli.run(home, "new-scanner", "certm8");

        var file = scanners.resolve("certm8.yaml");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        before.add(file);
        assertThat(files()).containsExactlyInAnyOrderElementsOf(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"certm8.yaml", "certm8.yml"})
    void a_file_that_is_there_is_left_as_it_is(String there) throws IOException {
        Files.writeString(scanners.resolve(there), "# mine\n");

        var refused = Cli.run(home, "new-scanner", "certm8");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains(scanners.resolve(there) + " is there already. Nothing was written.");
        assertThat(scanners.resolve(there)).hasContent("# mine\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Certm8",
                "8cert",
                "a_b",
                "../up",
                "a/b",
                "a.b",
                "\u00fc",
                "x12345678901234567890123456789012345678901234567890"
            })
    void a_name_that_is_none_is_refused_by_the_checks_own_rule(String name) throws IOException {
        var before = files();

        var refused = Cli.run(home, "new-scanner", name);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("lower-case letters, digits and hyphens, at most 40", "Nothing was written");
        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "--cron, 0 0 25 * * ?, cron",
        "--rate, 0, rate",
        "--queue, q x, queue",
        "--queue, qasmm8, asmm8",
        "--min-interval, soon, minInterval",
        "--content, nme, content",
        "--body, naked, body",
        "--key, '', key"
    })
    void a_value_that_the_checks_refuse_is_refused_with_its_option(String option, String value, String said)
            throws IOException {
        var before = files();

        var refused = Cli.run(home, "new-scanner", "certm8", option, value);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).startsWith(option + ": ").contains(said, "Nothing was written");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void a_style_that_there_is_not_is_said_with_those_that_there_are() {
        assertThat(Cli.run(home, "new-scanner", "certm8", "--style", "ring").err())
                .contains("per-domain, ring-start");
    }

    private List<Path> files() throws IOException {
        try (var files = Files.walk(home)) {
            return new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList());
        }
    }
}
