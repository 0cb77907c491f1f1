package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.launch.Logging;
import io.cptm8.orchestratorm8.rehearsal.Rehearsal;
import io.cptm8.orchestratorm8.rehearsal.Rehearsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orchestratorm8 try}: what a scanner's file would send for a domain, found out by sending it to nobody. */
@Command(
        name = "try",
        description =
                "Run a scanner's route once, with a database and a broker of its own, and show what it sends. Nothing real is touched.",
        mixinStandardHelpOptions = true,
        footer = "Exit code: 0 the scanner would get the message, 1 it would not, 2 it could not be tried.")
public final class TryCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "FILE", description = "The scanner's file, anywhere.")
    private Path file;

    @Option(names = "--domain", required = true, paramLabel = "NAME", description = "For which domain.")
    private String domain;

    @Option(names = "--company", paramLabel = "NAME", description = "Name of the domain's company. Default: none.")
    private String company;

    @Option(names = "--json", description = "Answer with one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var heard = new CopyOnWriteArrayList<String>();
        Logging.quiet(heard::add);
        var started = System.nanoTime();
        var path = file.toAbsolutePath().normalize();
        if (!Files.isRegularFile(path)) {
            return say(new TryReport(path, domain, Optional.empty(), started, List.of()), notThere(path));
        }
        try (var console = new HeldConsole();
                var rehearsal = new Rehearsal(
                        Brought.services("Use a full installation."), Home.source(), path, System.getenv());
                var end = new AtEnd(rehearsal::close)) {
            var rehearsed = play(rehearsal);
            if (rehearsal.isClosed()) {
                return TryReport.NOT_TRIED; // a signal ends the process, with its own exit code
            }
            // What is being stopped has nothing more to say.
            heard.addAll(console.lines());
            var report = new TryReport(path, domain, rehearsal.enabled(), started, List.copyOf(heard));
            rehearsal.close();
            return say(report, rehearsed);
        } catch (ConfigurationException | IOException e) {
            var report = new TryReport(path, domain, Optional.empty(), started, heard);
            return say(report, new Rehearsed.Unknown(e.getMessage()));
        }
    }

    private Rehearsed play(Rehearsal rehearsal) {
        try {
            return rehearsal.play(domain, company);
        } catch (Exception e) {
            return new Rehearsed.Unknown(e.toString());
        }
    }

    private static Rehearsed notThere(Path path) {
        return new Rehearsed.Wrong(List.of(path + ": there is no such file"));
    }

    private int say(TryReport report, Rehearsed rehearsed) {
        var out = spec.commandLine().getOut();
        out.print(json ? report.json(rehearsed) : report.text(rehearsed));
        out.flush();
        return TryReport.exitCode(rehearsed);
    }
}
