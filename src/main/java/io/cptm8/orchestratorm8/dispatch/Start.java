package io.cptm8.orchestratorm8.dispatch;

import java.util.ArrayList;
import java.util.List;

/** One start of a ring, and every claim whose requests it answers. */
public final class Start {

    private final String scanner;
    private final Debounce debounce;
    private final long turn;
    private final List<String> claims = new ArrayList<>();
    private final long begun = System.nanoTime();
    private boolean moreComing;
    private int domains;
    private long firstRequest = Long.MAX_VALUE;
    private int firstGeneration;
    private long digest;
    private boolean anyLapsed;
    private long longestWaitMillis;
    private String verdict;
    private String error;

    /** @param turn not before, in {@link System#nanoTime} */
    Start(String scanner, Debounce debounce, long turn) {
        this.scanner = scanner;
        this.turn = turn;
        this.debounce = debounce;
    }

    /** @param more whether the claim was full, so that the next one is on its way */
    void add(Settlement settlement, String claim, boolean more) {
        claims.add(claim);
        moreComing = more;
        domains += settlement.getDomains();
        digest += settlement.digest();
        anyLapsed |= settlement.anyLapsed();
        longestWaitMillis = Math.max(longestWaitMillis, settlement.longestWaitMillis() - getHeldMillis());
        if (settlement.firstRequest() < firstRequest) {
            firstRequest = settlement.firstRequest();
            firstGeneration = settlement.firstGeneration();
        }
    }

    /** Domains whose change is answered by this start. */
    public int getDomains() {
        return domains;
    }

    /** How long the first of them has been held back for others to join, in milliseconds. */
    public long getHeldMillis() {
        return (System.nanoTime() - begun) / 1_000_000;
    }

    /**
     * How long to wait for the next batch: the quiet time, or longer after a full claim, which another follows; and
     * never less than until this start's turn, so that starts do not queue up in the throttle while others could join.
     */
    long patienceMillis() {
        return Math.max(
                moreComing ? debounce.holdMillis() : debounce.quietMillis(),
                (turn - System.nanoTime()) / 1_000_000 + 1);
    }

    /** Whether it must not wait any longer, however many more would join. */
    public boolean isComplete() {
        return System.nanoTime() - turn >= 0 && isFull();
    }

    private boolean isFull() {
        return domains >= debounce.size()
                || getHeldMillis() >= (moreComing ? debounce.limitMillis() : debounce.holdMillis());
    }

    public String[] getClaims() {
        return claims.toArray(String[]::new);
    }

    public String getVerdict() {
        return verdict;
    }

    public String getError() {
        return error;
    }

    public String getScanner() {
        return scanner;
    }

    void heard(String verdict, String error) {
        this.verdict = verdict;
        this.error = error;
    }

    List<String> tokens() {
        return claims;
    }

    /** From the oldest request's commit, nearly, until now. */
    public long getReactionMillis() {
        return longestWaitMillis + getHeldMillis();
    }

    String messageId() {
        return StartId.of(scanner, firstRequest, firstGeneration, domains, digest);
    }

    /** Whether a start for some of them may have been published before. */
    boolean mayRepeat() {
        return anyLapsed;
    }
}
