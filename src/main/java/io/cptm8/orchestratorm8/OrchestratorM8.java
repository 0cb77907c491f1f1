package io.cptm8.orchestratorm8;

import io.cptm8.orchestratorm8.cli.CheckCommand;
import io.cptm8.orchestratorm8.cli.LaunchCommand;
import io.cptm8.orchestratorm8.cli.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Turns committed domain changes into confirmed scan starts. */
@Command(
        name = "orchestratorm8",
        description = "Turns committed domain changes into confirmed scan starts.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {LaunchCommand.class, CheckCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class OrchestratorM8 {

    private OrchestratorM8() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new OrchestratorM8())
                .setExecutionExceptionHandler(new io.cptm8.orchestratorm8.cli.Failures())
                .execute(arguments.length == 0 ? new String[] {"--help"} : arguments));
    }
}
