package io.cptm8.orchestratorm8.loadtest;

/**
 * How long something took, in microseconds. The longest is exact, the others are too long by less than 1 %.
 *
 * @param count how many there were; with none, all is 0
 */
public record Quantiles(long count, long p50, long p95, long p99, long max) {}
