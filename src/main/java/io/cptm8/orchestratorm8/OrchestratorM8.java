package io.cptm8.orchestratorm8;

import io.cptm8.orchestratorm8.cli.CheckCommand;
import io.cptm8.orchestratorm8.cli.DoctorCommand;
import io.cptm8.orchestratorm8.cli.Failures;
import io.cptm8.orchestratorm8.cli.LaunchCommand;
import io.cptm8.orchestratorm8.cli.LoadtestCommand;
import io.cptm8.orchestratorm8.cli.NewScannerCommand;
import io.cptm8.orchestratorm8.cli.ScannersCommand;
import io.cptm8.orchestratorm8.cli.SchemaCommand;
import io.cptm8.orchestratorm8.cli.TryCommand;
import io.cptm8.orchestratorm8.cli.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Turns committed domain changes into confirmed scan starts. */
@Command(
        name = "orchestratorm8",
        description = "Turns committed domain changes into confirmed scan starts.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            LaunchCommand.class,
            CheckCommand.class,
            NewScannerCommand.class,
            TryCommand.class,
            ScannersCommand.class,
            DoctorCommand.class,
            LoadtestCommand.class,
            SchemaCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class OrchestratorM8 {

    private OrchestratorM8() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments.length == 0 ? new String[] {"--help"} : arguments));
    }

    /** All commands, with the exit codes and the words of their failures. */
    public static CommandLine commandLine() {
        return new CommandLine(new OrchestratorM8()).setExecutionExceptionHandler(new Failures());
    }
}
