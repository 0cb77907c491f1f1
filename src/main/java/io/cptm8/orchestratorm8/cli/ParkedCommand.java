package io.cptm8.orchestratorm8.cli;

import picocli.CommandLine.Command;

/** {@code orchestratorm8 parked}: requests that are not sent until a person has looked at them. */
@Command(
        name = "parked",
        description = "Look at the requests that are parked, ask for them again, or give them up.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ParkedListCommand.class,
            ParkedShowCommand.class,
            ParkedRetryCommand.class,
            ParkedDropCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class ParkedCommand {

    static final String EXIT_CODES =
            "Exit code: 0 all of them, 1 something is not parked, or nothing is found, 2 refused, or the database cannot be used.";
}
