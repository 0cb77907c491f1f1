package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.config.Durations;
import io.cptm8.orchestratorm8.launch.Logging;
import io.cptm8.orchestratorm8.operate.Deed;
import io.cptm8.orchestratorm8.operate.Holds;
import io.cptm8.orchestratorm8.operate.RefusedException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orchestratorm8 hold}: nothing more is sent to a scanner until somebody resumes it, or a time has come. */
@Command(
        name = "hold",
        description =
                "Hold a scanner, or all: nothing more is sent to it by any instance. What is asked for meanwhile waits. A hold that is there gets this reason and end instead.",
        mixinStandardHelpOptions = true,
        footer = "Exit code: 0 it is held, 2 refused, or the database cannot be used.")
public final class HoldCommand implements Callable<Integer> {

    private static final int LAST_YEAR = 9999;
    private static final Duration LONGEST = Duration.ofDays(3650);

    @Mixin
    private LookingOptions options;

    @Mixin
    private HeldScanner which;

    @Option(
            names = "--why",
            required = true,
            paramLabel = "TEXT",
            description = "The reason, for all who look; at most 200 characters.")
    private String why;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "When it ends by itself, with a zone: 2026-11-30T18:00Z, 2026-11-30T19:00+01:00.")
    private String until;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "After how long it ends by itself: 30m, 2h, 1d. Default: not until somebody resumes it.")
    private String length;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Logging.quiet();
        var deed = which.deed(spec.commandLine(), "hold");
        var settings = options.settings();
        var answer = new HoldAnswer(spec.commandLine(), options, settings);
        var holds = new Holds(settings.database());
        try {
            var change = holds.hold(deed, why.strip(), moment(holds, deed), span(holds, deed));
            return answer.held(deed, change);
        } catch (RefusedException e) {
            return answer.refused(e);
        } catch (ConfigurationException e) {
            return ParkedTexts.refuse(spec.commandLine().getErr(), settings, e, ParkedTexts.UNCHANGED);
        }
    }

    private OffsetDateTime moment(Holds holds, Deed deed) {
        if (until != null && length != null) {
            throw holds.refuse(deed, "Both --until and --for are given: give one. " + ParkedTexts.UNCHANGED);
        }
        try {
            var moment = until == null ? null : OffsetDateTime.parse(until);
            if (moment != null && moment.getYear() > LAST_YEAR) {
                throw new DateTimeException("far away");
            }
            return moment;
        } catch (DateTimeException e) {
            throw holds.refuse(
                    deed,
                    "--until %s is no time with a zone. %s Write it like 2026-11-30T18:00Z."
                            .formatted(until, ParkedTexts.UNCHANGED));
        }
    }

    private Duration span(Holds holds, Deed deed) {
        return length == null
                ? null
                : Durations.parse(length)
                        .filter(each -> !each.isZero() && each.compareTo(LONGEST) <= 0)
                        .orElseThrow(() -> holds.refuse(
                                deed,
                                "--for %s is no length of time up to 3650d. %s Write it like 30m, 2h or 1d."
                                        .formatted(length, ParkedTexts.UNCHANGED)));
    }
}
