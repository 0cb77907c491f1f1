package io.cptm8.orchestratorm8;

import io.cptm8.orchestratorm8.cli.ApiKeyCommand;
import io.cptm8.orchestratorm8.cli.AuditCommand;
import io.cptm8.orchestratorm8.cli.CheckCommand;
import io.cptm8.orchestratorm8.cli.DoctorCommand;
import io.cptm8.orchestratorm8.cli.Failures;
import io.cptm8.orchestratorm8.cli.HoldCommand;
import io.cptm8.orchestratorm8.cli.LaunchCommand;
import io.cptm8.orchestratorm8.cli.LoadtestCommand;
import io.cptm8.orchestratorm8.cli.NewScannerCommand;
import io.cptm8.orchestratorm8.cli.ParkedCommand;
import io.cptm8.orchestratorm8.cli.ResumeCommand;
import io.cptm8.orchestratorm8.cli.RunCommand;
import io.cptm8.orchestratorm8.cli.ScannersCommand;
import io.cptm8.orchestratorm8.cli.SchemaCommand;
import io.cptm8.orchestratorm8.cli.TryCommand;
import io.cptm8.orchestratorm8.cli.Version;
import io.cptm8.orchestratorm8.cli.WhyCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Turns committed domain changes into confirmed scan starts. */
@Command(
        name = "orchestratorm8",
        description = "Turns committed domain changes into confirmed scan starts.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class OrchestratorM8 {

    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("launch", LaunchCommand.class);
        COMMANDS.put("check", CheckCommand.class);
        COMMANDS.put("new-scanner", NewScannerCommand.class);
        COMMANDS.put("try", TryCommand.class);
        COMMANDS.put("scanners", ScannersCommand.class);
        COMMANDS.put("why", WhyCommand.class);
        COMMANDS.put("run", RunCommand.class);
        COMMANDS.put("hold", HoldCommand.class);
        COMMANDS.put("resume", ResumeCommand.class);
        COMMANDS.put("audit", AuditCommand.class);
        COMMANDS.put("api-key", ApiKeyCommand.class);
        COMMANDS.put("doctor", DoctorCommand.class);
        COMMANDS.put("parked", ParkedCommand.class);
        COMMANDS.put("loadtest", LoadtestCommand.class);
        COMMANDS.put("schema", SchemaCommand.class);
    }

    private OrchestratorM8() {}

    public static void main(String[] arguments) {
        var words = arguments.length == 0 ? new String[] {"--help"} : arguments;
        System.exit(commandLine(words).execute(words));
    }

    /**
     * The command that the arguments begin with, or all of them: to read one of them takes a twentieth of a second at
     * each start. With the exit codes and the words of failures.
     */
    public static CommandLine commandLine(String... arguments) {
        var line = new CommandLine(new OrchestratorM8()).setExecutionExceptionHandler(new Failures());
        var named = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
        (named == null ? COMMANDS.values() : List.of(named)).forEach(line::addSubcommand);
        return line;
    }
}
