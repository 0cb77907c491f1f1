package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.ChildJvm;
import io.cptm8.orchestratorm8.testing.Cli;
import io.cptm8.orchestratorm8.testing.FreePorts;
import io.cptm8.orchestratorm8.testing.Installation;
import io.cptm8.orchestratorm8.testing.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @TempDir
    private Path temporary;

    private Path home;

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectory(temporary.resolve("home"));
        Installation.in(home);
    }

    @Test
    void help_names_the_commands() {
        var help = Cli.run(home, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Usage: orchestratorm8", "launch", "check", "loadtest", "--version");
    }

    @Test
    void help_of_launch_names_its_options() {
        assertThat(Cli.run(home, "launch", "--help").out()).contains("--ip=ADDRESS", "--port=PORT", "--embedded");
    }

    @Test
    void version_is_one_line() {
        var version = Cli.run(home, "--version");

        assertThat(version.exitCode()).isZero();
        assertThat(version.out().lines()).singleElement().asString().startsWith("orchestratorm8 ");
    }

    @Test
    void an_option_that_there_is_not_ends_with_2_and_what_there_is() {
        var wrong = Cli.run(home, "launch", "--prot", "8005");

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("--prot").contains("--port");
    }

    @Test
    void a_command_that_there_is_not_ends_with_2() {
        assertThat(Cli.run(home, "lunch").exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "65536", "http"})
    void a_port_that_is_none_ends_with_2_and_nothing_is_started(String port) {
        var wrong = Cli.run(home, "launch", "--port=" + port);

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("--port");
        assertThat(home.resolve("log")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_port_that_is_taken_ends_with_2_and_nothing_is_started(boolean embedded) throws IOException {
        var threads = Threads.snapshot();
        try (var taken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());
            var refused = embedded
                    ? Cli.run(home, "launch", "--embedded", "--ip", "127.0.0.1", "--port", port)
                    : Cli.run(home, "launch", "--ip", "127.0.0.1", "--port", port);

            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err())
                    .contains(
                            "Port " + port + " on 127.0.0.1 cannot be used",
                            "Nothing was started",
                            "give another with --port")
                    .doesNotContain("\tat ");
        }
        threads.assertNoneLeft();
    }

    @Test
    void what_an_earlier_run_left_in_tmp_more_than_a_day_ago_goes_at_a_launch() throws IOException {
        var tmp = Files.createDirectory(home.resolve("tmp"));
        var old = Files.writeString(tmp.resolve("old"), "x");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        var young = Files.writeString(tmp.resolve("young"), "x");
        try (var taken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            // As far as it needs to come.
            Cli.run(home, "launch", "--ip", "127.0.0.1", "--port", Integer.toString(taken.getLocalPort()));
        }

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void settings_that_are_wrong_end_with_2_and_one_line_each() throws IOException {
        Files.writeString(
                home.resolve("application.properties"), "orchestratorm8.http.port = x\norchestratorm8.log.level = y\n");

        var refused = Cli.run(home, "launch");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err().lines()).hasSize(2).allMatch(line -> line.contains("Nothing was started"));
    }

    @Test
    void embedded_services_that_are_not_installed_are_said_to_be_missing() {
        var loader = Thread.currentThread().getContextClassLoader();
        // Without the folder embedded/ nothing provides the services.
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            var refused = Cli.run(
                    home, "launch", "--embedded", "--ip", "127.0.0.1", "--port", Integer.toString(FreePorts.next()));

            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err())
                    .contains("no embedded services", "Nothing was started", "Start without --embedded");
        } finally {
            Thread.currentThread().setContextClassLoader(loader);
        }
    }

    @Test
    void without_a_command_the_program_shows_its_help() throws IOException {
        try (var program = ChildJvm.start(home, Files.createDirectory(temporary.resolve("tmp")), Map.of())) {
            assertThat(program.awaitEnd()).isZero();
            assertThat(program.standardOutput()).contains("Usage: orchestratorm8");
        }
    }
}
