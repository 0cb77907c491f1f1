package io.cptm8.orchestratorm8.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.cptm8.orchestratorm8.yaml.Fault;
import io.cptm8.orchestratorm8.yaml.FaultsException;
import io.cptm8.orchestratorm8.yaml.Mistake;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A queue belongs to one file, for as long as that file wants it. */
class QueueOwnerTest {

    private final ScannerReader reader = new ScannerReader(
            Templates.read(List.of(Path.of("routes/templates/ring-start.yaml"))), QueueOwnerTest::filled);

    private static String filled(String value) {
        if (value.equals("{{quue}}")) {
            throw new UnknownKeyException("quue", Optional.of("queue"));
        }
        return value;
    }

    private static String wanting(String name, String queue) {
        return """
                - templatedRoute:
                    routeTemplateRef: ring-start
                    routeId: %s
                    parameters:
                      - { name: exchange, value: cptm8 }
                      - { name: queue, value: "%s" }
                      - { name: binding, value: "#" }
                      - { name: key, value: k }
                """.formatted(name, queue);
    }

    private void read(String name, String queue) {
        reader.read(Path.of(name + ".yaml"), wanting(name, queue));
    }

    private void assertTaken(String name, String queue) {
        assertThatExceptionOfType(FaultsException.class)
                .isThrownBy(() -> read(name, queue))
                .satisfies(e ->
                        assertThat(e.faults()).extracting(Fault::mistake).containsExactly(Mistake.DUPLICATE_QUEUE));
    }

    @Test
    void a_file_that_is_read_again_keeps_its_queue() {
        read("a", "q");
        assertThatNoException().isThrownBy(() -> read("a", "q"));
        assertTaken("b", "q");
    }

    @Test
    void a_file_that_is_read_again_with_another_queue_gives_the_first_up() {
        read("a", "q");
        read("a", "other");
        assertThatNoException().isThrownBy(() -> read("b", "q"));
        assertTaken("c", "other");
    }

    @Test
    void a_file_that_cannot_be_read_again_keeps_what_it_had() {
        read("a", "q");
        assertThatExceptionOfType(FaultsException.class).isThrownBy(() -> read("a", "not a queue"));
        assertTaken("b", "q");
    }

    @Test
    void a_key_that_is_not_there_has_its_place_its_name_and_the_nearest() {
        assertThatExceptionOfType(FaultsException.class)
                .isThrownBy(() -> read("a", "{{quue}}"))
                .satisfies(e -> assertThat(e.faults()).singleElement().satisfies(fault -> {
                    assertThat(fault.word()).isEqualTo("quue");
                    assertThat(fault.text())
                            .isEqualTo(
                                    "a.yaml:6:31: parameter \"queue\": application.properties has no key \"quue\"; did you mean \"queue\"? (docs/errors.md#unknown-key)");
                }));
    }
}
