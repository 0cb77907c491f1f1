package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.config.SettingsReader;
import io.cptm8.orchestratorm8.launch.Check;
import io.cptm8.orchestratorm8.launch.Logging;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orchestratorm8 check}: says what is wrong with the configuration and the routes, and starts nothing. */
@Command(
        name = "check",
        description = "Check application.properties and every file in routes/ without starting anything.",
        mixinStandardHelpOptions = true,
        footer = "Exit code: 0 nothing is wrong, 1 something is.")
public final class CheckCommand implements Callable<Integer> {

    @Option(
            names = "--routes",
            paramLabel = "DIRECTORY",
            description = "The routes to check; default: those of this installation.")
    private Path routes;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Logging.quiet();
        var out = spec.commandLine().getOut();
        var problems = new ArrayList<String>();
        var summary = "";
        try {
            var settings = new SettingsReader(Home.find(), new HashMap<>(System.getenv())).read();
            var check = Check.of(
                    settings, routes == null ? settings.home().resolve("routes") : routes.toAbsolutePath(), List.of());
            check.faults().forEach(fault -> problems.add(fault.text()));
            summary = check.summary();
        } catch (io.cptm8.orchestratorm8.config.ConfigurationException e) {
            problems.addAll(e.problems());
        }
        print(out, problems, summary);
        return problems.isEmpty() ? 0 : 1;
    }

    private static void print(java.io.PrintWriter out, List<String> problems, String summary) {
        problems.forEach(out::println);
        out.println(
                problems.isEmpty() ? summary : problems.size() + (problems.size() == 1 ? " problem." : " problems."));
        out.flush();
    }
}
