package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.launch.Logging;
import io.cptm8.orchestratorm8.operate.Holds;
import io.cptm8.orchestratorm8.operate.RefusedException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code orchestratorm8 resume}: ends a hold, and every instance goes on at once. */
@Command(
        name = "resume",
        description =
                "End the hold of a scanner, or with --all every hold there is. What was asked for meanwhile is sent at once.",
        mixinStandardHelpOptions = true,
        footer = "Exit code: 0 it goes on, 1 it was not held, 2 refused, or the database cannot be used.")
public final class ResumeCommand implements Callable<Integer> {

    @Mixin
    private LookingOptions options;

    @Mixin
    private HeldScanner which;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Logging.quiet();
        var deed = which.deed(spec.commandLine(), "resume");
        var settings = options.settings();
        var answer = new HoldAnswer(spec.commandLine(), options, settings);
        try {
            return answer.resumed(deed, new Holds(settings.database()).resume(deed));
        } catch (RefusedException e) {
            return answer.refused(e);
        } catch (ConfigurationException e) {
            return ParkedTexts.refuse(spec.commandLine().getErr(), settings, e, ParkedTexts.UNCHANGED);
        }
    }
}
