package io.cptm8.orchestratorm8.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.config.SettingsReader;
import io.cptm8.orchestratorm8.launch.ScannerList;
import io.cptm8.orchestratorm8.scanner.Scanner;
import io.cptm8.orchestratorm8.testing.Installation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BindingsInFilesTest {

    @TempDir
    private Path home;

    private Installation installation;

    @BeforeEach
    void install() {
        installation = Installation.in(home);
    }

    private ScannerList files() throws Exception {
        return ScannerList.read(new SettingsReader(home, Map.of("TAKEOVERM8_ENABLED", "true")).read());
    }

    private List<Finding> findings() throws Exception {
        var notes = new Notes();
        new BindingsInFiles(files().scanners()).look(notes);
        return notes.report().findings();
    }

    @Test
    void what_is_shipped_reaches_its_own_queue_and_no_other() throws Exception {
        assertThat(findings()).isEmpty();
    }

    @Test
    void the_queue_s_name_where_the_scanner_s_should_be_is_named_with_the_right_binding() throws Exception {
        var right = files().scanners().stream()
                .filter(scanner -> scanner.name().equals("num8"))
                .findFirst()
                .orElseThrow();
        // The gate leaves such a file out; whoever has passed it all the same is found here.
        var wrong = new Scanner(
                right.name(),
                right.file(),
                right.template(),
                right.exchange(),
                right.queue(),
                List.of("cptm8.qnum8.#"),
                right.queueArguments(),
                right.key(),
                right.onChange(),
                right.cron(),
                right.minInterval(),
                right.rate(),
                right.enabled(),
                right.parameters());
        var notes = new Notes();
        new BindingsInFiles(List.of(wrong)).look(notes);

        assertThat(notes.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.ailment()).isEqualTo(Ailment.BINDING_DOES_NOT_MATCH);
            assertThat(finding.text())
                    .startsWith(home + "/routes/scanners/num8.yaml:9: no binding of queue qnum8 takes the key")
                    .contains(
                            "cptm8.qnum8.# has \"qnum8\", the queue's name, where the key has \"num8\"", "unroutable");
            assertThat(finding.cure()).contains("{ name: binding, value: \"cptm8.num8.#\" }");
        });
    }

    @Test
    void such_a_file_is_left_out_and_found_as_one_that_is_wrong_with_the_right_binding() throws Exception {
        installation.edit("routes/scanners/num8.yaml", "cptm8.num8.#", "cptm8.qnum8.#");

        assertThat(files().problems())
                .singleElement()
                .asString()
                .contains("num8.yaml:9:", "cptm8.qnum8.#", "did you mean \"cptm8.num8.#\"?");
    }

    @Test
    void a_binding_that_takes_another_scanner_s_work_is_a_warning() throws Exception {
        installation.edit("routes/scanners/num8.yaml", "cptm8.num8.#", "cptm8.*.get.#");

        assertThat(findings())
                .hasSize(3)
                .allMatch(finding -> finding.ailment() == Ailment.BINDING_OVERLAPS
                        && finding.subject().equals("num8"))
                .anyMatch(finding -> finding.text().contains("sent for scanner asmm8, key cptm8.asmm8.get.scan"));
    }
}
