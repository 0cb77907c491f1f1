package io.cptm8.orchestratorm8.gate;

/** What a file of {@code routes/} is by where it lies. */
public enum Kind {
    /** A file of {@code routes/templates}. */
    TEMPLATE,
    /** A file of {@code routes} itself. */
    PLAIN,
    /** A file of {@code routes/scanners}. */
    SCANNER
}
