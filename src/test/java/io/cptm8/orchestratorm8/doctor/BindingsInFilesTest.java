package io.cptm8.orchestratorm8.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.config.SettingsReader;
import io.cptm8.orchestratorm8.launch.ScannerList;
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

    private List<Finding> findings() throws Exception {
        var notes = new Notes();
        new BindingsInFiles(ScannerList.read(new SettingsReader(home, Map.of("TAKEOVERM8_ENABLED", "true")).read())
                        .scanners())
                .look(notes);
        return notes.report().findings();
    }

    @Test
    void what_is_shipped_reaches_its_own_queue_and_no_other() throws Exception {
        assertThat(findings()).isEmpty();
    }

    @Test
    void the_queue_s_name_where_the_scanner_s_should_be_is_named_with_the_right_binding() throws Exception {
        installation.edit("routes/scanners/num8.yaml", "cptm8.num8.#", "cptm8.qnum8.#");

        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.fault()).isEqualTo(Fault.BINDING_DOES_NOT_MATCH);
            assertThat(finding.text())
                    .startsWith(home + "/routes/scanners/num8.yaml:8: no binding of queue qnum8 takes the key")
                    .contains(
                            "cptm8.qnum8.# has \"qnum8\", the queue's name, where the key has \"num8\"", "unroutable");
            assertThat(finding.cure()).contains("{ name: binding, value: \"cptm8.num8.#\" }");
        });

        installation.edit("routes/scanners/num8.yaml", "cptm8.qnum8.#", "cptm8.qnum8.#,cptm8.num8.#");
        assertThat(findings()).isEmpty();
    }

    @Test
    void a_key_with_the_domain_in_it_is_held_against_the_binding_as_it_will_be() throws Exception {
        installation.edit(
                "routes/scanners/takeoverm8.yaml",
                "cptm8.takeoverm8.post.scan",
                "\"cptm8.takeoverm8.get.${body[id]}\"");
        installation.edit("routes/scanners/takeoverm8.yaml", "cptm8.takeoverm8.#", "cptm8.takeoverm8.get.*");
        assertThat(findings()).isEmpty();

        installation.edit("routes/scanners/takeoverm8.yaml", "cptm8.takeoverm8.get.*", "cptm8.takeoverm8.get.*.*");
        assertThat(findings()).singleElement().matches(finding -> finding.text().contains("another length"));
    }

    @Test
    void a_binding_that_takes_another_scanner_s_work_is_a_warning() throws Exception {
        installation.edit("routes/scanners/num8.yaml", "cptm8.num8.#", "cptm8.*.get.#");

        assertThat(findings())
                .hasSize(3)
                .allMatch(finding -> finding.fault() == Fault.BINDING_OVERLAPS
                        && finding.subject().equals("num8"))
                .anyMatch(finding -> finding.text().contains("sent for scanner asmm8, key cptm8.asmm8.get.scan"));
    }
}
