package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.launch.CamelProperties;
import io.cptm8.orchestratorm8.launch.Logging;
import io.cptm8.orchestratorm8.scanner.DraftProof;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orchestratorm8 new-scanner}: writes the file of a scanner, one that the check will find nothing wrong with. */
@Command(
        name = "new-scanner",
        description = "Write routes/scanners/NAME.yaml. Asks on a terminal, unless options say it all.",
        mixinStandardHelpOptions = true,
        footer = "Exit code: 0 written, 1 refused. A file that is there is never written to.")
public final class NewScannerCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description =
                    "Name of the scanner, its route and its file: lower-case letters, digits, hyphens, at most 40.")
    private String name;

    @Mixin
    private DraftOptions options;

    @Option(names = "--yes", description = "Ask nothing: take the defaults.")
    private boolean yes;

    @Option(names = "--stdout", description = "Print the file and write nothing.")
    private boolean stdout;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Logging.quiet();
        var out = spec.commandLine().getOut();
        var settings = Home.settings(System.getenv());
        var scanners = settings.routes().resolve("scanners");
        try {
            if (!stdout && isThere(scanners)) {
                return 1;
            }
            var proof = new DraftProof(settings.routes(), CamelProperties.placeholders(settings));
            if (asks()) {
                new ScannerInterview(new Interview(System.console()::readLine, out), proof).fill(options, name);
            }
            var full = options.draft(name);
            var defaults = proof.templates().getOrDefault(full.template(), Map.of());
            var draft = full.without(defaults);
            var problem = proof.problem(draft);
            if (problem.isPresent()) {
                refuse(problem.get());
                return 1;
            }
            if (stdout) {
                out.print(draft.yaml());
                out.flush();
            } else {
                say(
                        out,
                        new NewFile(scanners.resolve(name + ".yaml")).write(draft.yaml()),
                        draft.asksByItself(defaults),
                        settings.reload());
            }
            return 0;
        } catch (Interview.NoAnswer e) {
            err().println("Nothing was written.");
        } catch (NoSuchFileException e) {
            err().printf("There is no %s. Nothing was written. Restore it from the installation.%n", e.getFile());
        } catch (IOException e) {
            err().printf("%s cannot be written (%s). Nothing was written.%n", scanners, e);
        }
        return 1;
    }

    /** Only a person at a terminal who has given nothing but a name. */
    private boolean asks() {
        return System.console() != null
                && spec.commandLine().getParseResult().matchedOptions().isEmpty();
    }

    private boolean isThere(Path scanners) {
        for (var ending : new String[] {".yaml", ".yml"}) {
            if (name.matches("[\\w-]+") && Files.exists(scanners.resolve(name + ending))) {
                err().printf(
                                "%s is there already. Nothing was written. Take another name, or edit that file.%n",
                                scanners.resolve(name + ending));
                return true;
            }
        }
        return false;
    }

    private void refuse(DraftProof.Problem problem) {
        err().printf(
                        "%s%s. Nothing was written.%n",
                        problem.parameter()
                                .map(each -> DraftOptions.option(each) + ": ")
                                .orElse(""),
                        problem.text());
    }

    private static void say(PrintWriter out, Path file, boolean asksByItself, boolean reload) {
        var shown = Shell.word(file);
        out.printf("Wrote %s.%n", shown);
        if (!asksByItself) {
            out.println("Nothing asks for it yet but a person: add --on-change or --cron, or the parameter.");
        }
        out.printf(
                """
                Now:
                  %1$s check %2$s
                  %1$s try %2$s --domain example.com
                %3$s; /ready shows it, or what is wrong with it.
                """,
                Shell.program(),
                shown,
                reload
                        ? "A running instance picks the file up by itself"
                        : "An instance reads the file when it is started (orchestratorm8.reload is false)");
        out.flush();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
