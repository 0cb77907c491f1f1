package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.launch.Logging;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code orchestratorm8 parked drop}: gives up what is parked. */
@Command(
        name = "drop",
        description =
                "Give up requests that are parked: they are cancelled. The next change of the domain, or the next schedule, asks anew.",
        mixinStandardHelpOptions = true,
        footer = ParkedCommand.EXIT_CODES)
final class ParkedDropCommand implements Callable<Integer> {

    /** In characters; it is kept with each request. */
    private static final int LONGEST = 200;

    @Mixin
    private LookingOptions options;

    @Mixin
    private ParkedChoice choice;

    @Mixin
    private Person person;

    @Option(
            names = "--why",
            required = true,
            paramLabel = "TEXT",
            description = "The reason, which is kept as last_error of each; at most 200 characters.")
    private String why;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Logging.quiet();
        if (why.isBlank() || why.length() > LONGEST) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--why: give a reason of 1 to %d characters. %s".formatted(LONGEST, ParkedTexts.UNCHANGED));
        }
        return new ParkedChange(
                        spec.commandLine(),
                        options,
                        new ParkedChange.Kind("Drop", "dropped", "is cancelled"),
                        (parked, page) -> parked.drop(page, person.name(), why.strip()))
                .run(choice);
    }
}
