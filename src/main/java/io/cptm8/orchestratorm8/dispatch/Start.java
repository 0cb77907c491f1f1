package io.cptm8.orchestratorm8.dispatch;

import java.util.ArrayList;
import java.util.List;

/** One start of a ring, and every claim whose requests it answers. */
public final class Start {

    private final String scanner;
    private final Debounce debounce;
    private final List<String> claims = new ArrayList<>();
    private final long begun = System.nanoTime();
    private boolean moreComing;
    private int domains;
    private long firstRequest = Long.MAX_VALUE;
    private int firstGeneration;
    private long longestWaitMillis;
    private String verdict;
    private String error;

    Start(String scanner, Debounce debounce) {
        this.scanner = scanner;
        this.debounce = debounce;
    }

    /** @param more whether the claim was full, so that the next one is on its way */
    void add(Settlement settlement, String claim, boolean more) {
        claims.add(claim);
        moreComing = more;
        domains += settlement.getDomains();
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

    /** How long to wait for the next batch: the quiet time, or longer after a full claim, which another follows. */
    long patienceMillis() {
        return moreComing ? debounce.holdMillis() : debounce.quietMillis();
    }

    /** Whether it must not wait any longer, however many more would join. */
    public boolean isComplete() {
        return domains >= debounce.size() || getHeldMillis() >= (moreComing ? debounce.limitMillis() : debounce.holdMillis());
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

    /** Of the oldest request: a repeat after a crash gathers at least that one again, so it has the same id. */
    String messageId() {
        return Guard.messageId(scanner, firstRequest, firstGeneration);
    }
}
