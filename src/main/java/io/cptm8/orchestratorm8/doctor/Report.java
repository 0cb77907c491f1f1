package io.cptm8.orchestratorm8.doctor;

import java.util.List;

/**
 * What was looked at and what was found, errors first.
 *
 * @param complete false: the database or the broker could not be looked at at all
 */
public record Report(List<Look> looks, List<Finding> findings, boolean complete) {

    public long errors() {
        return findings.stream()
                .filter(each -> each.severity() == Severity.ERROR)
                .count();
    }

    public long warnings() {
        return findings.size() - errors();
    }

    /**
     * For a command: 0 nothing, 1 something, 2 it could not look.
     *
     * @param strict warnings count too
     */
    public int exitCode(boolean strict) {
        if (!complete) {
            return 2;
        }
        return errors() > 0 || strict && warnings() > 0 ? 1 : 0;
    }
}
