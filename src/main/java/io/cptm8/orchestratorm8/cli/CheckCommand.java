package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.launch.Check;
import io.cptm8.orchestratorm8.launch.Logging;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orchestratorm8 check}: says what is wrong with the configuration and the routes, and starts nothing. */
@Command(
        name = "check",
        description = "Check application.properties and the files in routes/ without starting anything.",
        mixinStandardHelpOptions = true,
        footer = "Exit code: 0 nothing is wrong, 1 something is, 2 it could not be checked.")
public final class CheckCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Judge only these; the rest of the routes is read for what they refer to.")
    private List<Path> files = List.of();

    @Option(
            names = "--routes",
            paramLabel = "DIRECTORY",
            description = "The routes to check; default: those of this installation.")
    private Path routes;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Logging.quiet();
        var out = spec.commandLine().getOut();
        var report = new CheckReport(Path.of("").toAbsolutePath(), files);
        try {
            var settings = Home.settings(System.getenv());
            var directory =
                    routes == null ? settings.routes() : routes.toAbsolutePath().normalize();
            requireReadable(directory);
            var check = Check.of(settings, directory, report.absolute());
            out.print(json ? report.json(check.faults(), check.files()) : report.text(check.faults(), check.summary()));
            out.flush();
            return check.faults().isEmpty() ? 0 : 1;
        } catch (ConfigurationException e) {
            out.print(json ? report.json(e.problems()) : report.text(e.problems()));
            out.flush();
            return 1;
        }
    }

    /** What is not there was not checked, which must not look like something found. */
    private void requireReadable(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new picocli.CommandLine.ParameterException(
                    spec.commandLine(), directory + ": there is no such folder. Nothing was checked.");
        }
        for (var file : files) {
            if (!Files.isRegularFile(file)) {
                throw new picocli.CommandLine.ParameterException(
                        spec.commandLine(), file + ": there is no such file. Nothing was checked.");
            }
        }
    }
}
