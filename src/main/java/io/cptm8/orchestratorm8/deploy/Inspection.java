package io.cptm8.orchestratorm8.deploy;

import io.cptm8.orchestratorm8.scanner.Scanner;
import io.cptm8.orchestratorm8.yaml.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to run, and what is wrong with the files as they are.
 *
 * @param good what is to run: of each file the present content or, where that is wrong, the last that was good
 * @param faults what is wrong with the present content, by file; of these files the last good content, if any, is in
 *     {@code good}
 */
public record Inspection(Map<Path, Good> good, Map<Path, List<Fault>> faults) {

    /** Without these nothing can be dispatched, or what was dispatched cannot be written down. */
    static final List<String> ESSENTIAL = List.of("schedule", "passes", "settle", "settle-start");

    public List<Scanner> scanners() {
        return good.values().stream()
                .map(Good::scanner)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Routes that are not there and without which the scanners' own are of no use. */
    public List<String> missing() {
        return ESSENTIAL.stream()
                .filter(id ->
                        good.values().stream().noneMatch(each -> each.ids().contains(id)))
                .toList();
    }

    /** Every fault, in the order in which files are loaded. */
    public List<Fault> allFaults() {
        return faults.values().stream().flatMap(List::stream).toList();
    }

    /** Whether of a file, or of those of a folder, the last good content is to run instead of the present one. */
    public boolean holds(Path file) {
        return faults.containsKey(file) && good.keySet().stream().anyMatch(path -> path.startsWith(file));
    }
}
