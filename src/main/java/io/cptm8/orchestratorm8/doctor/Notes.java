package io.cptm8.orchestratorm8.doctor;

import io.cptm8.orchestratorm8.doctor.Look.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Written while looking. */
final class Notes {

    private final List<Look> looks = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private boolean complete = true;

    void ok(String what, String subject, String detail) {
        looks.add(new Look(what, subject, Result.OK, detail));
    }

    void notLookedAt(String what, String subject, String why) {
        looks.add(new Look(what, subject, Result.NOT_LOOKED_AT, why));
    }

    /** Writes one line for what was looked at: with findings, or well. */
    void looked(String what, String subject, String detail, List<Finding> found) {
        looks.add(new Look(what, subject, found.isEmpty() ? Result.OK : Result.FINDING, detail));
        findings.addAll(found);
    }

    void found(String what, String detail, Finding finding) {
        looked(what, finding.subject(), detail, List.of(finding));
    }

    /** Nothing of it could be looked at. */
    void away(String what, String why, Finding finding) {
        complete = false;
        looks.add(new Look(what, finding.subject(), Result.NOT_LOOKED_AT, why));
        findings.add(finding);
    }

    Report report() {
        var sorted = new ArrayList<>(findings);
        sorted.sort(Comparator.comparing(Finding::severity));
        return new Report(List.copyOf(looks), List.copyOf(sorted), complete);
    }
}
