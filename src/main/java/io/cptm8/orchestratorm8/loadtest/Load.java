package io.cptm8.orchestratorm8.loadtest;

import java.time.Duration;
import java.util.Optional;

/**
 * What a load test is to do.
 *
 * @param domains how many, 1 to {@value #MOST_DOMAINS}
 * @param concurrency writers at the same time, each with a session of its own, 1 to {@value #MOST_WRITERS}
 * @param batch rows of one INSERT, and so of one transaction, 1 to {@value #LARGEST_BATCH}
 * @param scanner only this one is asked; empty: all that start on change
 * @param patience ends the wait when for so long nothing was answered
 */
public record Load(int domains, int concurrency, int batch, Optional<String> scanner, Duration patience) {

    public static final int MOST_DOMAINS = 1_000_000;
    public static final int MOST_WRITERS = 200;
    public static final int LARGEST_BATCH = 10_000;
}
