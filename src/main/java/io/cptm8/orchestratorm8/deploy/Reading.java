package io.cptm8.orchestratorm8.deploy;

import io.cptm8.orchestratorm8.gate.Kind;
import io.cptm8.orchestratorm8.yaml.Fault;
import java.util.Collections;
import java.util.List;

/**
 * The files as they are at one moment.
 *
 * @param files templates, plain routes and scanners, in the order in which they are loaded
 * @param faults of files that are there and cannot be read, and of a folder that is not there
 */
public record Reading(List<RouteFile> files, List<Fault> faults) {

    /** The same without files of plain routes and templates that have one of these ids. */
    Reading withoutPlain(List<String> ids) {
        return new Reading(
                files.stream()
                        .filter(file -> file.kind() == Kind.SCANNER
                                || Collections.disjoint(Ids.in(file).keySet(), ids))
                        .toList(),
                faults);
    }
}
