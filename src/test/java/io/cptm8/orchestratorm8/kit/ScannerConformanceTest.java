package io.cptm8.orchestratorm8.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cptm8.orchestratorm8.config.SettingsReader;
import io.cptm8.orchestratorm8.deploy.RouteFiles;
import io.cptm8.orchestratorm8.deploy.Routes;
import io.cptm8.orchestratorm8.launch.Check;
import io.cptm8.orchestratorm8.launch.UnconnectedServices;
import io.cptm8.orchestratorm8.scanner.Scanner;
import io.cptm8.orchestratorm8.yaml.Fault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every file of routes/scanners must do, with one sample domain and nothing connected. A new file is held to it without a new test. */
class ScannerConformanceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Path> scanners() {
        return new RouteFiles(Path.of("routes")).scanners();
    }

    private static List<Scanner> all() {
        try (var services = new UnconnectedServices()) {
            return Routes.shipped(services.placeholders());
        }
    }

    /** One message of the route as it is shipped, at the step that publishes. */
    private static Sent send(Path file) throws Exception {
        try (var route = new LoneRoute(file)) {
            var scanner = route.scanner().orElseThrow();
            route.context().start();
            var row = LoneRoute.domain("shop.example.com");
            row.put("unicode", row.get("name"));
            try (var template = route.context().createProducerTemplate()) {
                template.sendBody("direct:" + scanner.name(), new ArrayList<>(List.of(row)));
            }
            var published = route.mock("publish");
            // A ring start waits until no more changes come.
            await(file + " to publish").atMost(Duration.ofSeconds(40)).until(() -> published.getReceivedCounter() == 1);
            var message = published.getReceivedExchanges().get(0).getMessage();
            return new Sent(
                    scanner,
                    message.getHeader("routingKey", String.class),
                    message.getHeader("messageId", String.class),
                    new String(message.getMandatoryBody(byte[].class), StandardCharsets.UTF_8));
        }
    }

    private record Sent(Scanner scanner, String key, String messageId, String body) {}

    @ParameterizedTest(name = "{0}")
    @MethodSource("scanners")
    void deploys_and_its_binding_catches_its_own_key(Path file) throws Exception {
        var sent = send(file);

        assertThat(sent.scanner().bindings())
                .as("%s: one of the binding keys must match the routing key %s", file, sent.key())
                .anyMatch(binding -> matches(binding, sent.key()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scanners")
    void sends_the_body_that_the_platform_reads(Path file) throws Exception {
        var sent = send(file);

        var body = JSON.readTree(sent.body());
        assertThat(sent.messageId()).startsWith(sent.scanner().name() + ":");
        if ("bare".equals(sent.scanner().parameters().get("body"))) {
            assertThat(fields(body)).as("fields of %s", sent.body()).isEqualTo(content(sent.scanner()));
            return;
        }
        assertThat(body.path("channel").asText()).isEqualTo(sent.key());
        assertThat(body.path("source").asText()).isEqualTo("orchestratorm8");
        assertThat(OffsetDateTime.parse(body.path("timestamp").asText()))
                .isBetween(OffsetDateTime.now().minusMinutes(5), OffsetDateTime.now());
        if (sent.scanner().startsRing()) {
            assertThat(fields(body)).as("fields of %s", sent.body()).containsExactly("channel", "timestamp", "source");
        } else {
            assertThat(fields(body))
                    .as("fields of %s", sent.body())
                    .containsExactly("channel", "payload", "timestamp", "source");
            assertThat(fields(body.path("payload"))).isEqualTo(content(sent.scanner()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scanners")
    void has_a_name_and_a_queue_of_its_own(Path file) {
        var stem = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        var all = all();
        var mine = all.stream().filter(scanner -> scanner.name().equals(stem)).toList();

        assertThat(mine).as("scanners of the name %s", stem).hasSize(1);
        assertThat(all)
                .filteredOn(scanner -> scanner.queue().equals(mine.get(0).queue()))
                .as("scanners with the queue %s", mine.get(0).queue())
                .isEqualTo(mine);
    }

    /** As {@code ./orchestratorm8 check FILE} does. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("scanners")
    void check_has_nothing_against_it(Path file) {
        var settings = new SettingsReader(Path.of("").toAbsolutePath(), Map.of()).read();

        assertThat(Check.of(settings, Path.of("routes"), List.of(file)).faults())
                .extracting(Fault::text)
                .isEmpty();
    }

    private static List<String> content(Scanner scanner) {
        return Arrays.stream(scanner.parameters().get("content").split(","))
                .map(String::strip)
                .toList();
    }

    private static List<String> fields(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** As a topic exchange does it: {@code *} is one word, {@code #} any number of them, none too. */
    private static boolean matches(String binding, String key) {
        var pattern = Arrays.stream(binding.split("\\.", -1))
                .map(word -> switch (word) {
                    case "*" -> "\\.[^.]*";
                    case "#" -> "(\\.[^.]*)*";
                    default -> "\\." + Pattern.quote(word);
                })
                .collect(Collectors.joining());
        return ("." + key).matches(pattern);
    }

    @ParameterizedTest
    @CsvSource({
        "cptm8.x.#, cptm8.x.get.scan, true",
        "cptm8.x.#, cptm8.x, true",
        "cptm8.x.#, cptm8.xy.get.scan, false",
        "cptm8.qx.#, cptm8.x.get.scan, false",
        "cptm8.*.get.scan, cptm8.x.get.scan, true",
        "cptm8.*, cptm8.x.get, false",
        "cptm8.*, cptm8, false",
        "#.scan, scan, true",
        "#, a.b.c, true",
        "a.#.c, a.c, true",
        "a.#.c, a.b.b.c, true",
        "a.#.c, a.b, false"
    })
    void a_star_is_one_word_and_a_hash_any_number(String binding, String key, boolean matching) {
        assertThat(matches(binding, key)).isEqualTo(matching);
    }

    @Test
    void there_are_scanners_to_look_at() {
        assertThat(scanners()).isNotEmpty().hasSameSizeAs(all());
    }
}
