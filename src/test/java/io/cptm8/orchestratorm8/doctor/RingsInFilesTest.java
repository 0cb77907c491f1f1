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

class RingsInFilesTest {

    @TempDir
    private Path home;

    private Installation installation;

    @BeforeEach
    void install() {
        installation = Installation.in(home);
    }

    private List<Finding> findings() throws Exception {
        var files = ScannerList.read(new SettingsReader(home, Map.of()).read());
        var notes = new Notes();
        new RingsInFiles(
                        files.scanners().stream().filter(each -> each.enabled()).toList())
                .look(notes);
        return notes.report().findings();
    }

    @Test
    void the_ring_that_is_shipped_is_closed() throws Exception {
        assertThat(findings()).isEmpty();
    }

    @Test
    void a_next_that_is_no_scanner_s_name_opens_it_and_is_named() throws Exception {
        installation.edit("routes/scanners/katanam8.yaml", "name: next, value: num8", "name: next, value: nmu8");

        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.ailment()).isEqualTo(Ailment.RING_OPEN);
            assertThat(finding.text())
                    .startsWith("asmm8, katanam8, naabum8, num8: in no ring, since katanam8 hands over to nmu8");
        });
    }
}
