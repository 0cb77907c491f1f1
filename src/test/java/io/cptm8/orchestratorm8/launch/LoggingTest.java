package io.cptm8.orchestratorm8.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cptm8.orchestratorm8.config.SettingsReader;
import io.cptm8.orchestratorm8.testing.Installation;
import io.cptm8.orchestratorm8.testing.LogCapture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LoggingTest {

    /** A line end, a terminal's clear screen in 7 and in 8 bits, a bidi override, a line separator, half a character. */
    private static final String NASTY = "a\r\nb\u001b[2Jc\u009b2Jd\u202ee\u2066f\u2028g\ud800h\u007fi\u200bj\"k\\l";

    private static final PrintStream ERR = System.err;

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final Logger log = LoggerFactory.getLogger("io.cptm8.orchestratorm8.Somewhere");

    @TempDir
    private Path home;

    @BeforeEach
    void listen() {
        Installation.in(home);
        System.setErr(new PrintStream(console, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(ERR);
        LogCapture.restore();
    }

    private void configure(String... environment) {
        var variables = new HashMap<>(Map.of("APP_ENV", "TEST"));
        for (int i = 0; i < environment.length; i += 2) {
            variables.put(environment[i], environment[i + 1]);
        }
        Logging.configure(new SettingsReader(home, variables).read());
    }

    private List<JsonNode> file() throws IOException {
        var lines = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(home.resolve("log/orchestratorm8.log"))) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    private String console() {
        return console.toString(StandardCharsets.UTF_8);
    }

    @Test
    void the_file_has_one_json_object_a_line_with_the_names_that_the_go_services_use() throws IOException {
        configure();
        log.warn("Scanner {} is gone ä€", "x", new IllegalStateException("first\nsecond", new IOException("why")));

        assertThat(file()).singleElement().satisfies(line -> {
            assertThat(line.get("level").asText()).isEqualTo("warn");
            assertThat(Instant.parse(line.get("time").asText()))
                    .isBefore(Instant.now().plusSeconds(1));
            assertThat(line.get("message").asText()).isEqualTo("Scanner x is gone ä€");
            assertThat(line.get("logger").asText()).isEqualTo("io.cptm8.orchestratorm8.Somewhere");
            assertThat(line.get("error").asText())
                    .startsWith("java.lang.IllegalStateException: first·second\n    at ")
                    .contains("\nCaused by: java.io.IOException: why\n");
        });
    }

    @Test
    void the_name_of_a_thread_shows_no_user_of_ours() throws Exception {
        configure("RABBITMQ_USERNAME", "canary-queue", "RABBITMQ_PASSWORD", "canary-secret");
        var closing = new Thread(() -> log.info("Closed."), "rabbitmq-shutdown-amqp://canary-queue@127.0.0.1:5672/");
        closing.start();
        closing.join();

        assertThat(file().get(0).get("thread").asText()).isEqualTo("rabbitmq-shutdown-amqp://***@127.0.0.1:5672/");
    }

    @Test
    void people_read_text_on_the_console() {
        configure();
        log.info("Ready.");

        assertThat(console()).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  Somewhere +Ready\\.\\R");
    }

    @Test
    void in_production_the_console_is_silent() throws IOException {
        configure("APP_ENV", "PROD");
        log.error("Something.");

        assertThat(console()).isEmpty();
        assertThat(file()).hasSize(1);
    }

    @Test
    void the_level_is_respected_and_talkative_libraries_are_quiet_at_info() throws IOException {
        configure("LOG_LEVEL", "1");
        log.debug("not this");
        LoggerFactory.getLogger("org.apache.camel.X").info("nor this");
        log.info("this");
        assertThat(file()).hasSize(1);

        configure("LOG_LEVEL", "3");
        log.warn("not this");
        assertThat(file()).hasSize(1);

        configure("LOG_LEVEL", "-1");
        log.trace("this");
        LoggerFactory.getLogger("org.apache.camel.X").trace("and this");
        assertThat(file().size()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void characters_that_act_on_a_terminal_are_still_on_the_console() {
        configure();
        log.info("{}", NASTY, new IllegalStateException(NASTY));

        assertThat(console().lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line).endsWith(" a··b·[2Jc·2Jd·e·f·g·h·i·j\"k\\l"));
        assertThat(console().lines().skip(1).findFirst())
                .hasValue("java.lang.IllegalStateException: a··b·[2Jc·2Jd·e·f·g·h·i·j\"k\\l");
        assertThat(console().replace("\n", "").codePoints().filter(LogText::acts))
                .isEmpty();
    }

    @Test
    void in_the_file_they_are_escaped_and_can_be_read_back() throws IOException {
        configure();
        log.info("{}", NASTY);

        assertThat(file())
                .singleElement()
                .satisfies(line -> assertThat(line.get("message").asText()).isEqualTo(NASTY));
        assertThat(Files.readString(home.resolve("log/orchestratorm8.log"))
                        .replace("\n", "")
                        .codePoints()
                        .filter(LogText::acts))
                .isEmpty();
    }

    @Test
    void a_folder_that_cannot_be_made_is_a_warning() throws IOException {
        Files.writeString(home.resolve("log"), "a file");
        configure("APP_ENV", "PROD");
        log.info("Goes on.");

        assertThat(console())
                .contains(
                        "WARN",
                        "The folder " + home.resolve("log") + " cannot be written",
                        "Give the folder",
                        "Goes on.");
    }

    @Test
    void a_file_that_cannot_be_written_is_a_warning() throws IOException {
        Files.createDirectories(home.resolve("log/orchestratorm8.log"));
        configure("APP_ENV", "PROD");
        log.info("Goes on.");

        assertThat(console()).contains("WARN", "cannot be opened for writing", "Goes on.");
    }
}
