package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TryCommandTest {

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
    void a_file_that_is_switched_off_shows_its_message_all_the_same() throws IOException {
        var tried = tried("takeoverm8", "--domain", "b\u00fccher.example", "--company", "Books", "--json");

        assertThat(tried.exitCode()).as(tried.out()).isZero();
        var answer = new ObjectMapper().readTree(tried.out());
        assertThat(answer.at("/enabledForThisTryInsteadOf").asText())
                .isEqualTo("{{orchestratorm8.scanners.takeoverm8.enabled}}");
        assertThat(answer.at("/outcome").asText()).isEqualTo("accepted");
        assertThat(answer.at("/exchange").asText()).isEqualTo("cptm8");
        assertThat(answer.at("/routingKey").asText()).isEqualTo("cptm8.takeoverm8.post.scan");
        assertThat(answer.at("/reached/0").asText()).isEqualTo("qtakeoverm8");
        assertThat(answer.at("/properties/delivery_mode").asInt()).isEqualTo(2);
        assertThat(answer.at("/properties/content_type").asText()).isEqualTo("application/json");
        assertThat(answer.at("/properties/message_id").asText()).isEqualTo("takeoverm8:1:1");
        assertThat(answer.at("/body/name").asText()).isEqualTo("xn--bcher-kva.example");
        assertThat(answer.at("/body/companyname").asText()).isEqualTo("Books");
    }

    @Test
    void a_ring_start_is_one_message_without_payload() {
        var threads = Threads.snapshot();

        var tried = tried("asmm8", "--domain", "example.com");

        assertThat(tried.exitCode()).as(tried.out()).isZero();
        assertThat(tried.out())
                .startsWith("asmm8, ring-start, for example.com:")
                .containsPattern("queues +qasmm8\\R")
                .contains("\"channel\" : \"cptm8.asmm8.get.scan\"", "2, persistent")
                .containsPattern("receipt +accepted: ")
                .doesNotContain("payload");
        threads.assertNoneLeft();
    }

    @Test
    void a_scanner_that_no_change_asks_for_is_asked() {
        assertThat(tried("reportingm8", "--domain", "example.com").out())
                .contains("scheduler.qreportingm8.get.details");
    }

    @Test
    void a_key_outside_the_binding_is_said_to_reach_nobody() {
        installation
                .edit("routes/scanners/takeoverm8.yaml", "\"cptm8.takeoverm8.#\"", "\"cptm8.takeoverm8.*\"")
                .edit(
                        "routes/scanners/takeoverm8.yaml",
                        "cptm8.takeoverm8.post.scan",
                        "\"cptm8.takeoverm8.${body[name]}\"");

        var tried = tried("takeoverm8", "--domain", "example.com");

        assertThat(tried.exitCode()).isEqualTo(1);
        assertThat(tried.out())
                .containsPattern("receipt +unroutable: ")
                .containsPattern("queues +none\\R")
                .contains("qtakeoverm8 did not get it: its binding cptm8.takeoverm8.* does not match the key");
    }

    @Test
    void a_name_that_the_guard_refuses_is_parked_with_its_reason() {
        var tried = tried("takeoverm8", "--domain", "10.0.0.1");

        assertThat(tried.exitCode()).isEqualTo(1);
        assertThat(tried.out())
                .containsPattern("(?m)^parked: \"10\\.0\\.0\\.1\" ")
                .doesNotContain("receipt");
    }

    @Test
    void a_wrong_file_is_told_as_the_check_tells_it_wherever_it_lies() throws IOException {
        installation.edit("routes/scanners/takeoverm8.yaml", "name: minInterval", "name: minIntervall");
        var elsewhere = Files.createDirectory(temporary.resolve("else")).resolve("takeoverm8.yaml");
        Files.move(home.resolve("routes/scanners/takeoverm8.yaml"), elsewhere);

        var tried = Cli.run(home, "try", elsewhere.toString(), "--domain", "example.com");

        assertThat(tried.exitCode()).isEqualTo(1);
        assertThat(tried.out())
                .startsWith(elsewhere + ":")
                .contains(elsewhere + ":12:17:")
                .contains("did you mean \"minInterval\"?", "1 problem. Nothing was tried.")
                .doesNotContain("orchestratorm8-try-");
    }

    @Test
    void a_file_that_is_not_there_is_said() {
        var tried = Cli.run(home, "try", home.resolve("nix.yaml").toString(), "--domain", "example.com");

        assertThat(tried.exitCode()).isEqualTo(1);
        assertThat(tried.out()).startsWith(home.resolve("nix.yaml") + ": there is no such file");
    }

    @Test
    void without_embedded_services_it_cannot_be_tried() {
        var loader = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            var tried = tried("asmm8", "--domain", "example.com");

            assertThat(tried.exitCode()).isEqualTo(2);
            assertThat(tried.out()).contains("no embedded services", "Use a full installation");
        } finally {
            Thread.currentThread().setContextClassLoader(loader);
        }
    }

    @Test
    void nothing_real_is_touched_and_nothing_is_left() throws IOException {
        var scratch = Files.createDirectory(temporary.resolve("tmp"));
        var mark = temporary.resolve("mark");
        Files.writeString(home.resolve("routes/marker.yaml"), """
                - route:
                    id: marker
                    from:
                      uri: "timer:marker?delay=0&repeatCount=1"
                      steps:
                        - setBody: { constant: "x" }
                        - to: "file:%s"
                """.formatted(mark));
        try (var database = listening();
                var broker = listening();
                var http = listening()) {
            // In the settings as well as in the environment.
            installation
                    .edit("application.properties", "{{env:POSTGRESQL_HOSTNAME:localhost}}", "127.0.0.1")
                    .edit("application.properties", "{{env:POSTGRESQL_PORT:5432}}", "" + database.getLocalPort());
            var before = installation.files();
            var environment = Map.of(
                    "RABBITMQ_HOSTNAME",
                    "127.0.0.1",
                    "RABBITMQ_PORT",
                    "" + broker.getLocalPort(),
                    "POSTGRESQL_HOSTNAME",
                    "127.0.0.1",
                    "POSTGRESQL_PORT",
                    "" + database.getLocalPort(),
                    "RABBITMQ_PASSWORD",
                    "wrong",
                    "ORCHESTRATORM8_HTTP_PORT",
                    "" + http.getLocalPort());
            var file = home.resolve("routes/scanners/asmm8.yaml").toString();
            try (var program = ChildJvm.start(home, scratch, environment, "try", file, "--domain", "example.com")) {
                assertThat(program.awaitEnd()).as(program.output()).isZero();
                assertThat(program.standardOutput()).containsPattern("receipt +accepted");
                assertThat(program.standardError()).isEmpty();
            }
            assertThat(installation.files()).isEqualTo(before);
            assertThat(scratch).isEmptyDirectory();
            assertThat(mark).doesNotExist();
            for (var server : List.of(database, broker)) {
                server.setSoTimeout(50);
                assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(server::accept);
            }
        }
    }

    @Test
    void a_signal_in_the_middle_leaves_nothing() throws IOException {
        var scratch = Files.createDirectory(temporary.resolve("tmp"));
        var file = home.resolve("routes/scanners/asmm8.yaml").toString();
        try (var program = ChildJvm.start(home, scratch, Map.of(), "try", file, "--domain", "example.com")) {
            await("a database").atMost(Duration.ofSeconds(30)).until(() -> hasDatabase(scratch));

            assertThat(program.terminate()).isEqualTo(143);
            assertThat(program.output()).isEmpty();
        }
        await("nothing to be left")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(scratch).isEmptyDirectory());
    }

    private static boolean hasDatabase(Path scratch) throws IOException {
        try (var folders = Files.newDirectoryStream(scratch, "orchestratorm8-postgresql-*")) {
            return folders.iterator().hasNext();
        }
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private Cli tried(String scanner, String... options) {
        var arguments = new java.util.ArrayList<>(List.of(
                "try", home.resolve("routes/scanners/" + scanner + ".yaml").toString()));
        arguments.addAll(List.of(options));
        return Cli.run(home, arguments.toArray(String[]::new));
    }
}
