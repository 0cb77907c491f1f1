package io.cptm8.orchestratorm8.doctor;

import static io.cptm8.orchestratorm8.testing.PreparedDatabase.ringScanner;
import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.scanner.Scanner;
import java.util.List;
import org.junit.jupiter.api.Test;

class RingsInFilesTest {

    private static Report look(Scanner... scanners) {
        var notes = new Notes();
        new RingsInFiles(List.of(scanners)).look(notes);
        return notes.report();
    }

    @Test
    void a_ring_that_is_closed_is_well() {
        var report = look(ringScanner("asmm8", "num8"), ringScanner("num8", "asmm8"));

        assertThat(report.findings()).isEmpty();
        assertThat(report.looks()).extracting(Look::subject).containsExactly("asmm8");
    }

    @Test
    void a_next_that_is_no_scanner_s_name_opens_it_and_is_named() {
        assertThat(look(ringScanner("asmm8", "num8"), ringScanner("num8", "assm8"))
                        .findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.ailment()).isEqualTo(Ailment.RING_OPEN);
                    assertThat(finding.text())
                            .startsWith("asmm8, num8: in no ring, since num8 hands over to assm8, which has no");
                });
    }
}
