package io.cptm8.orchestratorm8.operate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a run would ask for.
 *
 * @param count how many domains
 * @param refused how many of them are kept back by themselves
 * @param first of them, those that are kept back before the others; at most {@value Runs#SHOWN}
 * @param hold that keeps the scanner; empty: nobody holds it
 * @param busy where the token of its ring is; empty: none is on its way
 */
public record Plan(long count, long refused, List<Target> first, Optional<Held> hold, Optional<Token> busy) {

    /** Where a token of the ring is. */
    public record Token(long run, String scanner) {}

    /**
     * A domain as it is in the database.
     *
     * @param state of its request; null: there is none
     * @param error of its request; null: there is none
     * @param coolsUntil when the least time between two messages of it is over; null: it is
     */
    public record Target(String id, String name, boolean enabled, String state, String error, Instant coolsUntil) {}
}
