package io.cptm8.orchestratorm8.loadtest;

import java.util.Map;

/**
 * What became of a run's requests for one scanner.
 *
 * @param outcomes number of requests by state and receipt, for example {@code done, accepted}
 * @param answered requests that the broker's word has settled for good
 * @param seconds from the first request until the last answer was written, both on the database's clock
 * @param repeats messages whose word was lost: possible duplicates
 * @param askedAgain requests that something else asked for again meanwhile; they are not in the times
 * @param error the last error of one of them; empty: none
 * @param atMost from the trigger's work, before the commit, until the answer was written: the database's clock alone
 * @param atLeast from the moment at which the writer knew of the commit, until then
 * @param claimed of {@link #atMost}, until an instance claimed it; null: the instance's lease is not that of our settings
 * @param settled of {@link #atMost}, the rest
 */
public record ScannerResult(
        String name,
        Map<String, Long> outcomes,
        long answered,
        double seconds,
        long repeats,
        long askedAgain,
        String error,
        Quantiles atMost,
        Quantiles atLeast,
        Quantiles claimed,
        Quantiles settled) {

    /** Answered requests a second; 0: too few to say. */
    public double rate() {
        return seconds > 0 ? answered / seconds : 0;
    }
}
