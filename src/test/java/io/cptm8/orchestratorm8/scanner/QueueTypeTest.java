package io.cptm8.orchestratorm8.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cptm8.orchestratorm8.yaml.FaultsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The type of a queue is one line of the scanner's file, and not to be had for the platform's own queues. */
class QueueTypeTest {

    private static Scanner read(String template, String queue, String... lines) {
        var reader = new ScannerReader(
                Templates.read(List.of(
                        Path.of("routes/templates/ring-start.yaml"), Path.of("routes/templates/per-domain.yaml"))),
                value -> value);
        return reader.read(Path.of("a.yaml"), """
                - templatedRoute:
                    routeTemplateRef: %s
                    routeId: a
                    parameters:
                      - { name: exchange, value: cptm8 }
                      - { name: queue, value: %s }
                      - { name: binding, value: "#" }
                      - { name: key, value: k }
                """.formatted(template, queue) + String.join("\n", lines));
    }

    @Test
    void a_quorum_queue_is_declared_as_one_beside_its_other_arguments() {
        var scanner = read(
                "per-domain",
                "q",
                "      - { name: queueType, value: quorum }",
                "      - { name: queueArguments, value: x-max-length=5 }");

        assertThat(scanner.queueArguments()).isEqualTo(Map.of("x-queue-type", "quorum", "x-max-length", 5));
    }

    @Test
    void a_classic_queue_is_declared_as_it_always_was() {
        assertThat(read("per-domain", "q").queueArguments()).isEmpty();
        assertThat(read("per-domain", "q", "      - { name: queueType, value: classic }")
                        .queueArguments())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"qasmm8", "qnaabum8", "qkatanam8", "qnum8"})
    void a_queue_of_the_ring_stays_classic(String queue) {
        assertThatExceptionOfType(FaultsException.class)
                .isThrownBy(() -> read("ring-start", queue, "      - { name: queueType, value: quorum }"))
                .satisfies(e -> assertThat(e.faults())
                        .singleElement()
                        .asString()
                        .contains("queueType", "must be classic for queue " + queue));
    }
}
