package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.launch.Logging;
import io.cptm8.orchestratorm8.why.AnswerJson;
import io.cptm8.orchestratorm8.why.WhyNot;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orchestratorm8 why}: why a domain is not being scanned, or that it is. */
@Command(
        name = "why",
        description =
                "Say why a domain is not being scanned, or that it is, for each scanner and with times. Changes nothing.",
        mixinStandardHelpOptions = true,
        footer = "Exit code: 0 answered, 1 there is no such domain, 2 the database cannot be asked.")
public final class WhyCommand implements Callable<Integer> {

    @Mixin
    private LookingOptions options;

    @Parameters(index = "0", paramLabel = "DOMAIN", description = "Name or id of the domain.")
    private String domain;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Logging.quiet();
        var settings = options.settings();
        try {
            return answer(settings);
        } catch (ConfigurationException e) {
            return ParkedTexts.refuse(spec.commandLine().getErr(), settings, e, ParkedTexts.UNCHANGED);
        }
    }

    private int answer(Settings settings) throws Exception {
        var answer = new WhyNot(settings.database()).ask(domain);
        if (answer.isEmpty()) {
            LookingOptions.print(
                    spec.commandLine().getErr(),
                    settings,
                    "There is no domain %s in cptm8domain; nothing asks for what is not there.%n"
                            .formatted(ParkedTexts.shown(domain)));
            return 1;
        }
        LookingOptions.print(
                spec.commandLine().getOut(),
                settings,
                options.json()
                        ? LookingOptions.inJson(AnswerJson.of(answer.get()))
                        : WhyTexts.text(answer.get(), Clock.systemUTC().instant()));
        return 0;
    }
}
