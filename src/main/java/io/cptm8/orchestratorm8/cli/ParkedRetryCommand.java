package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.launch.Logging;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code orchestratorm8 parked retry}: asks again for what is parked. */
@Command(
        name = "retry",
        description = "Ask again for requests that are parked: they wait, and are due at once.",
        mixinStandardHelpOptions = true,
        footer = ParkedCommand.EXIT_CODES)
final class ParkedRetryCommand implements Callable<Integer> {

    @Mixin
    private LookingOptions options;

    @Mixin
    private ParkedChoice choice;

    @Mixin
    private Person person;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Logging.quiet();
        return new ParkedChange(
                        spec.commandLine(),
                        options,
                        new ParkedChange.Kind("Retry", "retried", "waits again"),
                        (parked, page) -> parked.retry(page, person.name()))
                .run(choice);
    }
}
