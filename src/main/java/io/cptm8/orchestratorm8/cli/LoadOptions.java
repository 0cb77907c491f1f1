package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.loadtest.Load;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How much load, as options say it. */
final class LoadOptions {

    @Option(
            names = "--domains",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Domains to insert, 1 to " + Load.MOST_DOMAINS + ". Default ${DEFAULT-VALUE}.")
    private int domains;

    @Option(
            names = "--concurrency",
            paramLabel = "C",
            defaultValue = "8",
            description = "Writers at a time, each with a connection, 1 to " + Load.MOST_WRITERS
                    + ". Default ${DEFAULT-VALUE}.")
    private int concurrency;

    @Option(
            names = "--batch",
            paramLabel = "ROWS",
            defaultValue = "1",
            description = "Rows of one INSERT, 1 to " + Load.LARGEST_BATCH + ". Default ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--scanner",
            paramLabel = "NAME",
            description = "Ask this scanner only. Default: every one that starts on change.")
    private String scanner;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "End when for so long nothing was answered, 1 to 3600. Default ${DEFAULT-VALUE}.")
    private int patience;

    void requireBounds(CommandLine command) {
        require(command, "--domains", domains, Load.MOST_DOMAINS);
        require(command, "--concurrency", concurrency, Load.MOST_WRITERS);
        require(command, "--batch", batch, Load.LARGEST_BATCH);
        require(command, "--patience", patience, 3600);
    }

    private static void require(CommandLine command, String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(
                    command, "%s %d: it can be 1 to %d. Nothing was written.".formatted(option, value, most));
        }
    }

    Load load() {
        return new Load(domains, concurrency, batch, Optional.ofNullable(scanner), Duration.ofSeconds(patience));
    }
}
