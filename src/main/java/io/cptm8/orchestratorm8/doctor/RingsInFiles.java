package io.cptm8.orchestratorm8.doctor;

import io.cptm8.orchestratorm8.scanner.Rings;
import io.cptm8.orchestratorm8.scanner.Scanner;
import java.util.List;

/** Whether scanners that say whom they hand over to close a ring. Without a ring nothing of what they do is written down or watched. */
final class RingsInFiles {

    private final List<Scanner> scanners;

    RingsInFiles(List<Scanner> scanners) {
        this.scanners = scanners;
    }

    void look(Notes notes) {
        Rings.beginnings(scanners).values().stream()
                .distinct()
                .sorted()
                .forEach(ring -> notes.ok("ring in files", ring, "closed"));
        Rings.open(scanners)
                .forEach(
                        (end, names) -> notes.found(
                                "ring in files",
                                "not closed",
                                new Finding(
                                        Ailment.RING_OPEN,
                                        String.join(", ", names),
                                        "%s: in no ring, since %s. %s"
                                                .formatted(String.join(", ", names), end, Rings.WITHOUT),
                                        "Write next in each file as that scanner's own configuration has it, and let every scanner of the ring have an enabled file.")));
    }
}
