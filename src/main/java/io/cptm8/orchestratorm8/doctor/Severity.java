package io.cptm8.orchestratorm8.doctor;

/** How bad a finding is. */
public enum Severity {
    /** Work is lost, or stands still. */
    ERROR,
    /** It works, and will not always. */
    WARNING
}
