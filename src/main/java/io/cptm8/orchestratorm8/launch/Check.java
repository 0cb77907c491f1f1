package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.deploy.Inspection;
import io.cptm8.orchestratorm8.deploy.Inspector;
import io.cptm8.orchestratorm8.deploy.Reading;
import io.cptm8.orchestratorm8.deploy.RouteFiles;
import io.cptm8.orchestratorm8.metrics.Meters;
import io.cptm8.orchestratorm8.scanner.Scanner;
import io.cptm8.orchestratorm8.yaml.Fault;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is wrong with the files of {@code routes/}, found as a start finds it, without starting anything.
 *
 * @param faults of the files that were asked about
 * @param files how many were judged
 * @param summary what was looked at
 */
public record Check(List<Fault> faults, int files, String summary) {

    /** @param chosen those to speak of; empty: all. One that is not in {@code routes} is judged as if it were. */
    public static Check of(Settings settings, Path routes, List<Path> chosen) {
        var reading = new RouteFiles(routes).readWith(chosen);
        var inspection = inspection(settings, reading);
        return new Check(
                inspection.allFaults().stream()
                        .filter(fault -> chosen.isEmpty() || chosen.contains(fault.file()))
                        .toList(),
                chosen.isEmpty() ? reading.files().size() : chosen.size(),
                summary(inspection));
    }

    /** What a start with these files would find. */
    static Inspection inspection(Settings settings, Reading reading) {
        return new Inspector(new Rules(settings, names(settings))).inspect(reading, Map.of(), Map.of());
    }

    private static Set<String> names(Settings settings) {
        try (var services = new Services(settings, Clock.systemUTC(), Meters.bare())) {
            return services.names().keySet();
        }
    }

    private static String summary(Inspection inspection) {
        return "Nothing is wrong: application.properties, %d files, %d scanners (%d enabled)."
                .formatted(
                        inspection.good().size(),
                        inspection.scanners().size(),
                        inspection.scanners().stream().filter(Scanner::enabled).count());
    }
}
