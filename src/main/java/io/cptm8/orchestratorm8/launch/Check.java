package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.deploy.Inspection;
import io.cptm8.orchestratorm8.deploy.Inspector;
import io.cptm8.orchestratorm8.deploy.RouteFiles;
import io.cptm8.orchestratorm8.scanner.Scanner;
import io.cptm8.orchestratorm8.yaml.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with the files of {@code routes/}, found as a start finds it, without starting anything.
 *
 * @param faults of the files that were asked about
 * @param summary what was looked at
 */
public record Check(List<Fault> faults, String summary) {

    /** @param files those to speak of; empty: all. One that is not in {@code routes} is judged as if it were. */
    public static Check of(Settings settings, Path routes, List<Path> files) {
        var reading = new RouteFiles(routes).readWith(files);
        var inspection = new Inspector(new Rules(() -> settings)).inspect(reading, Map.of(), Map.of());
        return new Check(
                inspection.allFaults().stream()
                        .filter(fault -> files.isEmpty() || files.contains(fault.file()))
                        .toList(),
                summary(inspection));
    }

    private static String summary(Inspection inspection) {
        return "Nothing is wrong: application.properties, %d files, %d scanners (%d enabled)."
                .formatted(
                        inspection.good().size(),
                        inspection.scanners().size(),
                        inspection.scanners().stream().filter(Scanner::enabled).count());
    }
}
