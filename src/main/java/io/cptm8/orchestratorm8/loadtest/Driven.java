package io.cptm8.orchestratorm8.loadtest;

/**
 * A scanner as the database knows it.
 *
 * @param asked whether a load test asks for it
 * @param cron when it passes over all enabled domains; empty: never
 */
public record Driven(String name, boolean asked, boolean onChange, String cron) {}
