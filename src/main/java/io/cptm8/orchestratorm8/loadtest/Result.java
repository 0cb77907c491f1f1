package io.cptm8.orchestratorm8.loadtest;

import java.util.List;

/**
 * What a load test saw.
 *
 * @param run its mark, eight hexadecimal digits
 * @param written domains that were committed
 * @param writing from the first word of the first transaction to the news of the last commit, in seconds
 * @param transactions as their writers saw them
 * @param clockErrorMicros by how much the clocks of database and writers may be apart
 * @param ending why it ended
 * @param removed domains that were removed
 * @param complaints what went wrong, a sentence each, with what to do
 */
public record Result(
        String run,
        long written,
        double writing,
        Quantiles transactions,
        long clockErrorMicros,
        Ending ending,
        List<ScannerResult> scanners,
        long removed,
        List<String> complaints) {

    /** Why a run ended. */
    public enum Ending {
        COMPLETE,
        INTERRUPTED,
        FAILED,
        /** For a while nothing was answered any more. */
        STUCK
    }

    Result after(long domainsRemoved, List<String> allComplaints) {
        return new Result(
                run,
                written,
                writing,
                transactions,
                clockErrorMicros,
                ending,
                scanners,
                domainsRemoved,
                List.copyOf(allComplaints));
    }

    /** Whether all was written, answered for each scanner, and removed. */
    public boolean isGood() {
        return ending == Ending.COMPLETE
                && complaints.isEmpty()
                && scanners.stream().allMatch(scanner -> scanner.answered() == written);
    }
}
