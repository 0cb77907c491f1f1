package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.doctor.ScannerLines;
import io.cptm8.orchestratorm8.launch.Logging;
import io.cptm8.orchestratorm8.launch.ScannerList;
import io.cptm8.orchestratorm8.loadtest.Driven;
import io.cptm8.orchestratorm8.loadtest.Ground;
import io.cptm8.orchestratorm8.loadtest.LoadTest;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orchestratorm8 loadtest}: how fast a running instance is, with domains that are removed again. */
@Command(
        name = "loadtest",
        description = "Insert domains of its own, measure how fast their requests are answered, and remove them.",
        mixinStandardHelpOptions = true,
        footer = "Exit code: 0 all answered and removed, 1 not all, 2 refused; ended by a signal, that of the signal.")
public final class LoadtestCommand implements Callable<Integer> {

    private static final int LONGEST_REMOVAL_MINUTES = 10;

    @Mixin
    private LookingOptions options;

    @Mixin
    private LoadOptions load;

    @Option(
            names = "--database",
            paramLabel = "NAME",
            description = "Name of the database that the settings point to. Nothing happens without it.")
    private String database;

    @Option(names = "--yes", description = "Begin without asking.")
    private boolean yes;

    @Option(
            names = "--real-scanners",
            description = "Begin although scanners listen, which will really scan these domains.")
    private boolean realScanners;

    @Option(names = "--clean", description = "Only remove what an earlier run left, one that was killed.")
    private boolean clean;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Logging.quiet();
        load.requireBounds(spec.commandLine());
        var settings = options.settings();
        requireNamed(settings.database());
        var progress = new ProgressLine(err(), System.console() != null && !"dumb".equals(System.getenv("TERM")));
        try (var ground = Ground.take(settings.database())) {
            return clean ? clean(ground, progress) : test(ground, settings, progress);
        }
    }

    private void requireNamed(Settings.Database settings) {
        var pointedTo = "database %s at %s".formatted(settings.name(), settings.where());
        if (database == null) {
            throw new ConfigurationException(
                    "A load test writes domains into the platform's database, and the settings point to " + pointedTo,
                    "If that is meant, name it: --database " + settings.name());
        }
        if (!database.equals(settings.name())) {
            throw new ConfigurationException(
                    "--database %s is not where the settings point to: that is %s".formatted(database, pointedTo),
                    "If that is meant, name it: --database %s. Otherwise correct POSTGRESQL_DB."
                            .formatted(settings.name()));
        }
    }

    private int clean(Ground ground, ProgressLine progress) throws SQLException {
        var runs = ground.leftovers();
        try {
            var removed = ground.remove(runs, progress);
            spec.commandLine().getOut().println(runs.isEmpty() ? "Nothing was left." : removedOf(removed, runs.size()));
            return 0;
        } catch (SQLException e) {
            err().printf(
                            "Not everything of %s could be removed: %s. Mend that, then run this again.%n",
                            String.join(", ", runs.keySet()), e.getMessage());
            return 1;
        }
    }

    private static String removedOf(long removed, int runs) {
        return "Removed %,d domains of %d earlier %s.".formatted(removed, runs, runs == 1 ? "run" : "runs");
    }

    private int test(Ground ground, Settings settings, ProgressLine progress) throws Exception {
        var scanners = ground.scanners(load.load().scanner());
        requireWork(ground, scanners);
        var files = ScannerList.read(settings).scanners();
        var plan = new LoadtestPlan(
                load.load(), settings, scanners, ScannerLines.ask(settings, files), options.embedded());
        var leftovers = ground.leftovers();
        LookingOptions.print(err(), settings, plan.text(leftovers));
        if (!plan.listening().isEmpty() && !options.embedded() && !realScanners) {
            throw new ConfigurationException(
                    "%s would really scan these domains".formatted(String.join(", ", plan.listening())),
                    "Stop them for as long as this takes, or begin all the same with --real-scanners.");
        }
        if (!yes && !isConfirmed()) {
            err().println("Nothing was written.");
            return Failures.REFUSED;
        }
        if (!leftovers.isEmpty()) {
            err().println(removedOf(ground.remove(leftovers, progress), leftovers.size()));
        }
        return run(new LoadTest(ground, load.load(), settings.dispatch().lease(), scanners, progress), settings, files);
    }

    private void requireWork(Ground ground, List<Driven> scanners) throws SQLException {
        if (!ground.isWorkedOn()) {
            throw new ConfigurationException(
                    "No OrchestratorM8 works on this database: nothing would be answered",
                    "Start one: orchestratorm8 launch");
        }
        if (scanners.stream().noneMatch(Driven::asked)) {
            throw new ConfigurationException(
                    load.load()
                            .scanner()
                            .map(name -> "There is no scanner " + name + " in this database")
                            .orElse("No scanner starts on change, so these domains would ask for none"),
                    "Name one with --scanner: "
                            + String.join(
                                    ", ", scanners.stream().map(Driven::name).toList()));
        }
    }

    private boolean isConfirmed() {
        var console = System.console();
        if (console == null) {
            err().println("Nobody can be asked here. Read the above, and add --yes if it is meant.");
            return false;
        }
        return "yes".equals(console.readLine("Type yes to begin: "));
    }

    private int run(LoadTest test, Settings settings, List<io.cptm8.orchestratorm8.scanner.Scanner> files)
            throws Exception {
        var done = new CountDownLatch(1);
        try (var end = new AtEnd(() -> stop(test, done))) {
            var result = test.run();
            var queues = LoadtestReport.left(result, ScannerLines.ask(settings, files));
            LookingOptions.print(
                    spec.commandLine().getOut(),
                    settings,
                    options.json() ? LookingOptions.inJson(result) : new LoadtestReport(result).text());
            LookingOptions.print(err(), settings, queues);
            return result.isGood() ? 0 : 1;
        } catch (SQLException e) {
            throw new ConfigurationException(
                    "The writers cannot connect (%s)".formatted(e.getMessage()),
                    "Take a smaller --concurrency, or raise max_connections.");
        } finally {
            done.countDown();
        }
    }

    /** The process ends when this does. */
    private void stop(LoadTest test, CountDownLatch done) {
        err().printf("%nInterrupted: removing what was written.%n");
        test.stop();
        try {
            done.await(LONGEST_REMOVAL_MINUTES, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
