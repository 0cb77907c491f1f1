package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.config.SettingsChange;
import io.cptm8.orchestratorm8.deploy.Good;
import io.cptm8.orchestratorm8.deploy.Inspection;
import io.cptm8.orchestratorm8.scanner.Scanner;
import io.cptm8.orchestratorm8.scanner.ScannerStates.Phase;
import io.cptm8.orchestratorm8.scanner.ScannerStates.State;
import io.cptm8.orchestratorm8.yaml.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what a look at the files found: in the log, each thing once, for /ready and for the metrics. */
final class FilesReport {

    private static final Logger LOG = LoggerFactory.getLogger(FilesReport.class);

    private final Services services;
    private final String cure;
    private final Set<Fault> told = new HashSet<>();
    private Map<Path, Good> before = Map.of();

    /** @param watched whether files are read again when they are saved */
    FilesReport(Services services, boolean watched) {
        this.services = services;
        this.cure = watched ? "Correct it; it is read again when it is saved." : "Correct it and start again.";
    }

    void tell(Inspection inspection) {
        inspection.allFaults().stream()
                .filter(told::add)
                .forEach(fault -> LOG.error("{}. {} {}", fault.text(), stillRuns(inspection, fault), cure));
        told.retainAll(inspection.allFaults());
        shared(inspection);
        services.states.leftOut(texts(inspection), inspection.missing());
        scanners(inspection.scanners());
        services.routeFiles.show(inspection.good().size(), inspection.faults().keySet());
        before = inspection.good();
    }

    private static String stillRuns(Inspection inspection, Fault fault) {
        return inspection.holds(fault.file())
                ? "The last good version of it runs, and so does everything else."
                : "That file is left out; the others run.";
    }

    private static List<String> texts(Inspection inspection) {
        return inspection.allFaults().stream()
                .map(fault -> fault.text() + (inspection.holds(fault.file()) ? "; the last good version runs" : ""))
                .toList();
    }

    private void shared(Inspection inspection) {
        if (before.isEmpty()) {
            return;
        }
        var paths = new ArrayList<>(before.keySet());
        inspection.good().keySet().stream()
                .filter(path -> !before.containsKey(path))
                .forEach(paths::add);
        for (var path : paths) {
            var was = before.get(path);
            var is = inspection.good().get(path);
            if ((is == null ? was : is).scanner().isEmpty() && (is == null || !is.equals(was))) {
                LOG.info("{}: {}", path, is == null ? "gone, and so are its routes." : "the new version is in use.");
            }
        }
    }

    private void scanners(List<Scanner> scanners) {
        var enabled = scanners.stream().filter(Scanner::enabled).toList();
        services.waitingGauges.show(names(enabled));
        services.states.retain(names(scanners));
        for (var scanner : scanners) {
            var state = services.states.all().get(scanner.name());
            if (!scanner.enabled()) {
                services.states.set(scanner.name(), Phase.DISABLED, "");
            } else if (state == null || state.phase() == Phase.DISABLED) {
                services.states.set(scanner.name(), Phase.WAITING_FOR_DATABASE, "");
            }
        }
    }

    /** What is wrong with application.properties, and what of it waits for a restart. */
    void settings(RunTimeSettings settings) {
        services.states.settings(
                settings.problems(),
                settings.restartNeeded().stream()
                        .map(SettingsChange.Change::key)
                        .toList());
    }

    /** The database is prepared and the broker is not there yet. */
    void waitsForBroker() {
        services.states.all().forEach((name, state) -> {
            if (state.equals(new State(Phase.WAITING_FOR_DATABASE, ""))) {
                services.states.set(name, Phase.WAITING_FOR_BROKER, "");
            }
        });
    }

    private static Set<String> names(List<Scanner> scanners) {
        return scanners.stream().map(Scanner::name).collect(Collectors.toUnmodifiableSet());
    }
}
