package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.parked.Choice;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The ways to say which parked requests are to be changed. */
final class ParkedChoice {

    @Parameters(
            arity = "0..*",
            paramLabel = "REQUEST",
            description =
                    "Numbers of requests, as parked list shows them. Exactly one of the ways to choose is needed.")
    private List<Long> requests;

    @Option(names = "--domain", paramLabel = "NAME", description = "All of the domain with exactly this name.")
    private String domain;

    @Option(names = "--scanner", paramLabel = "NAME", description = "All of this scanner. Asks first.")
    private String scanner;

    @Option(names = "--all", description = "All that are parked. Asks first.")
    private boolean all;

    @Option(names = "--yes", description = "Ask nothing; needed for --scanner and --all without a terminal.")
    private boolean yes;

    /** @throws ParameterException not exactly one way was taken */
    Choice choice(CommandLine line) {
        var ways = new ArrayList<Choice>();
        if (requests != null && !requests.isEmpty()) {
            ways.add(new Choice.Requests(requests));
        }
        if (domain != null) {
            ways.add(new Choice.OfDomain(domain));
        }
        if (scanner != null) {
            ways.add(new Choice.OfScanner(scanner));
        }
        if (all) {
            ways.add(new Choice.All());
        }
        if (ways.size() != 1) {
            throw new ParameterException(
                    line,
                    "Say which ones in exactly one way: REQUEST..., --domain, --scanner or --all. "
                            + ParkedTexts.UNCHANGED);
        }
        return ways.get(0);
    }

    /** Whether a person has to confirm the choice, who may not know how much it is. */
    boolean asks(Choice choice) {
        return !yes && (choice instanceof Choice.All || choice instanceof Choice.OfScanner);
    }
}
