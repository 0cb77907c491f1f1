package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cptm8.orchestratorm8.testing.ChildJvm;
import io.cptm8.orchestratorm8.testing.Cli;
import io.cptm8.orchestratorm8.testing.FreePorts;
import io.cptm8.orchestratorm8.testing.Installation;
import io.cptm8.orchestratorm8.testing.Threads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DoctorCommandTest {

    @TempDir
    private Path temporary;

    private Path home;
    private Installation installation;

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectory(temporary.resolve("home"));
        installation = Installation.in(home);
    }

    private void nowhere() {
        installation
                .edit("application.properties", "{{env:POSTGRESQL_HOSTNAME:localhost}}", "127.0.0.1")
                .edit("application.properties", "{{env:POSTGRESQL_PORT:5432}}", "" + FreePorts.next())
                .edit("application.properties", "{{env:RABBITMQ_HOSTNAME:localhost}}", "127.0.0.1")
                .edit("application.properties", "{{env:RABBITMQ_PORT:5672}}", "" + FreePorts.next());
    }

    @Test
    void with_nobody_there_both_end_with_2_and_say_who_is_away() throws IOException {
        var threads = Threads.snapshot();
        nowhere();

        var doctor = Cli.run(home, "doctor");
        assertThat(doctor.exitCode()).isEqualTo(2);
        assertThat(doctor.out())
                .contains("database-away", "broker-away", "Cure: ", "Not everything could be looked at.")
                .containsPattern("binding in file +num8 +ok +cptm8.num8.# for cptm8.num8.get.scan");
        var json = new ObjectMapper().readTree(Cli.run(home, "doctor", "--json").out());
        assertThat(json.path("complete").asBoolean(true)).isFalse();
        assertThat(json.path("findings").findValuesAsText("code")).containsExactly("broker-away", "database-away");

        var scanners = Cli.run(home, "scanners");
        assertThat(scanners.exitCode()).isEqualTo(2);
        assertThat(scanners.out())
                .containsPattern(
                        "num8 +ring-start +yes +qnum8 +cptm8.num8.# +\\? +\\? +\\? +1/s +\\? +\\? +routes/scanners/num8.yaml")
                .contains("consumers and ready: the broker at", "waiting, held and last receipt: PostgreSQL at");
        threads.assertNoneLeft();
    }

    @Test
    void without_a_launch_embedded_there_is_nothing_to_look_at() throws IOException {
        var none = Cli.run(home, "doctor", "--embedded");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("no launch --embedded runs from this installation");

        Files.writeString(
                home.resolve("embedded.env"),
                "POSTGRESQL_HOSTNAME=127.0.0.1\nPOSTGRESQL_PORT=%d\nRABBITMQ_HOSTNAME=127.0.0.1\nRABBITMQ_PORT=1\n"
                        .formatted(FreePorts.next()));
        var stale = Cli.run(home, "scanners", "--embedded");
        assertThat(stale.exitCode()).isEqualTo(2);
        assertThat(stale.err()).contains("embedded.env names 127.0.0.1:", "Connection refused", "is gone");
    }

    @Test
    void a_launch_embedded_is_found_by_both_and_leaves_no_file() throws IOException {
        installation.edit(
                "routes/scanners/reportingm8.yaml",
                "name: onChange",
                "name: enabled, value: \"false\" }\n      - { name: onChange");
        var scratch = Files.createDirectory(temporary.resolve("tmp"));
        var file = home.resolve("embedded.env");
        try (var launch = ChildJvm.start(
                home,
                scratch,
                Map.of(),
                "launch",
                "--embedded",
                "--ip",
                "127.0.0.1",
                "--port",
                "" + FreePorts.next())) {
            await("the first start to be accepted: " + launch.output())
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> Files.exists(file)
                            && Cli.run(home, "scanners", "--embedded").out().contains("accepted, "));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");

            var password = Files.readString(file)
                    .lines()
                    .filter(line -> line.startsWith("RABBITMQ_PASSWORD="))
                    .findFirst()
                    .orElseThrow()
                    .substring(18);
            var scanners = Cli.run(home, "scanners", "--embedded");
            assertThat(scanners.exitCode()).isZero();
            assertThat(scanners.out())
                    .containsPattern(
                            "asmm8 +ring-start +yes +qasmm8 +cptm8.asmm8.# +1 +0 +\\d +1/s +no +accepted, \\d+ s ago");
            var json = new ObjectMapper()
                    .readTree(Cli.run(home, "scanners", "--embedded", "--json").out());
            assertThat(json.path("scanners").findValuesAsText("name")).contains("asmm8", "takeoverm8");

            var doctor = Cli.run(home, "doctor", "--embedded");
            assertThat(doctor.exitCode()).as(doctor.out()).isZero();
            assertThat(doctor.out())
                    .containsPattern(
                            "permissions +all queues and exchanges +not looked at +this broker is not RabbitMQ")
                    .doesNotContain(password);
            assertThat(launch.terminate()).isZero();
        }
        assertThat(file).doesNotExist();
    }
}
