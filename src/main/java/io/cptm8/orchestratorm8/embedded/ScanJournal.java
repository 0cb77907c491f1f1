package io.cptm8.orchestratorm8.embedded;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/** Writes one line for each thing a simulated scanner does: when, who, what. */
record ScanJournal(PrintStream out) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    void write(String scanner, String event) {
        out.println("%s  %-10s %s".formatted(LocalTime.now().format(TIME), scanner, event));
    }
}
