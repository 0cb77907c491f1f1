package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.config.Durations;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.launch.Logging;
import io.cptm8.orchestratorm8.launch.ScannerList;
import io.cptm8.orchestratorm8.operate.Deed;
import io.cptm8.orchestratorm8.operate.Plans;
import io.cptm8.orchestratorm8.operate.RefusedException;
import io.cptm8.orchestratorm8.operate.Run;
import io.cptm8.orchestratorm8.operate.Runs;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orchestratorm8 run}: asks a scanner to look at domains now. */
@Command(
        name = "run",
        description =
                "Ask a scanner to look at domains now, as a change of them would: with the same checks, the same cool-down and one token in a ring.",
        mixinStandardHelpOptions = true,
        footer =
                "Exit code: 0 each has its message, or with --dry-run would have it; 1 something waits or is kept back; 2 refused, or the database cannot be used.")
public final class RunCommand implements Callable<Integer> {

    private static final int LOOK_MILLIS = 100;

    @Mixin
    private LookingOptions options;

    @Mixin
    private Person person;

    @Parameters(index = "0", paramLabel = "SCANNER", description = "Name of the scanner.")
    private String scanner;

    @Option(names = "--domain", paramLabel = "NAME", description = "For this domain; can be given several times.")
    private List<String> domains;

    @Option(names = "--all", description = "For every enabled domain.")
    private boolean all;

    @Option(names = "--dry-run", description = "Say what would be sent, and what would keep it back. Writes nothing.")
    private boolean dryRun;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "5s",
            description = "How long to wait for receipts, 0 to 1h; default: ${DEFAULT-VALUE}.")
    private String patience;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Logging.quiet();
        if ((domains == null) != all) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Say for which domains: either --domain NAME, or --all. " + ParkedTexts.UNCHANGED);
        }
        var wait = Durations.parse(patience)
                .filter(each -> each.compareTo(Duration.ofHours(1)) <= 0)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--wait %s: it can be 0 to 1h, like 500ms, 5s or 2m. %s"
                                .formatted(patience, ParkedTexts.UNCHANGED)));
        var settings = options.settings();
        try {
            return dryRun ? plan(settings) : run(settings, wait);
        } catch (RefusedException e) {
            return new HoldAnswer(spec.commandLine(), options, settings).refused(e);
        } catch (ConfigurationException e) {
            return ParkedTexts.refuse(spec.commandLine().getErr(), settings, e, ParkedTexts.UNCHANGED);
        }
    }

    private int plan(Settings settings) throws Exception {
        var file = ScannerList.read(settings).scanners().stream()
                .filter(each -> each.name().equals(scanner))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        "There is no usable file of a scanner %s in %s, so what it would send is not known. %s \"check\" says what is wrong with a file."
                                .formatted(
                                        ParkedTexts.shown(scanner),
                                        settings.routes().resolve("scanners"),
                                        ParkedTexts.UNCHANGED)));
        var plan = new Plans(settings.database()).of(scanner, domains, PlanTexts::isRefused);
        var texts = new PlanTexts(file, plan, settings.ring().oneToken());
        print(
                settings,
                options.json()
                        ? LookingOptions.inJson(texts.json())
                        : texts.text(Clock.systemUTC().instant()));
        return texts.wouldBeSent() ? 0 : 1;
    }

    private int run(Settings settings, Duration wait) throws Exception {
        var runs = new Runs(settings.database());
        var run = runs.now(new Deed(person.name(), "run", scanner), domains);
        Runs.Words words;
        try {
            words = await(runs, run, wait);
        } catch (ConfigurationException e) {
            return ParkedTexts.refuse(
                    spec.commandLine().getErr(),
                    settings,
                    e,
                    "Before that, it was asked for: %s. What became of it is not known."
                            .formatted(run.count() == 1 ? "1 request" : run.count() + " requests"));
        }
        var texts = new RunTexts(scanner, run, words);
        print(
                settings,
                options.json()
                        ? LookingOptions.inJson(texts.json())
                        : texts.text(Clock.systemUTC().instant()));
        return wait.isZero() || texts.allSent() ? 0 : 1;
    }

    private Runs.Words await(Runs runs, Run run, Duration wait) throws InterruptedException {
        var end = System.nanoTime() + wait.toNanos();
        while (true) {
            var words = runs.words(run);
            if (RunTexts.isLast(scanner, words) || System.nanoTime() - end >= 0) {
                return words;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private void print(Settings settings, String text) {
        LookingOptions.print(spec.commandLine().getOut(), settings, text);
    }
}
