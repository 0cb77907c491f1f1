package io.cptm8.orchestratorm8.cli;

import picocli.CommandLine.Model.UsageMessageSpec;

/** The terminal that is looked at, if there is one. */
final class Terminal {

    private Terminal() {}

    /** How many characters a line may have. Without a terminal any number: a program reads it, or a file keeps it. */
    static int columns() {
        if (System.console() == null) {
            return Integer.MAX_VALUE;
        }
        var said = System.getenv("COLUMNS");
        return said != null && said.matches("[1-9]\\d{1,4}")
                ? Integer.parseInt(said)
                : new UsageMessageSpec().autoWidth(true).width();
    }
}
