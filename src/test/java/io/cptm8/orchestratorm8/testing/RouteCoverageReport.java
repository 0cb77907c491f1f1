package io.cptm8.orchestratorm8.testing;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.cptm8.orchestratorm8.deploy.RouteFiles;
import io.cptm8.orchestratorm8.testing.RouteCoverage.Route;
import io.cptm8.orchestratorm8.testing.RouteCoverage.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * When the tests are over, a line for each shipped route: how many of its steps ran, and which never did. On the
 * console the first of these, in {@code target/route-coverage.txt} all.
 *
 * <p>Tests run in several JVMs beside each other. Each leaves what it has seen, and the last to end tells.
 */
public final class RouteCoverageReport implements LauncherSessionListener {

    static final Path FILE = Path.of("target", "route-coverage.txt");
    private static final String RUNNING = ".running";
    private static final String SEEN = ".seen";
    private static final int NAMED_ON_CONSOLE = 4;

    private final String process = Long.toString(ProcessHandle.current().pid());
    /** Of all JVMs of this run of the tests; the build names it. */
    private final Path run = FILE.resolveSibling("route-coverage").resolve(System.getProperty("test.run", process));

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        try {
            Files.createDirectories(run);
            Files.writeString(run.resolve(process + RUNNING), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        try {
            RouteCoverage.write(run.resolve(process + SEEN));
            Files.delete(run.resolve(process + RUNNING));
            if (!files(run, RUNNING).isEmpty()) {
                return;
            }
            // Two may end at the same moment: who gets the folder tells.
            var told = Files.move(run, run.resolveSibling(run.getFileName() + ".told"), ATOMIC_MOVE);
            var seen = RouteCoverage.read(files(told, SEEN));
            if (!seen.isEmpty()) { // else tests without a route
                tell(seen);
            }
            for (var file : files(told, SEEN)) {
                Files.delete(file);
            }
            Files.delete(told);
        } catch (NoSuchFileException another) {
            // has the folder, with what this one has seen in it
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder, String kind) throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(kind)).toList();
        }
    }

    private static void tell(Map<Route, Map<Step, Boolean>> seen) throws IOException {
        var files = new RouteFiles(RouteCoverage.ROUTES);
        Files.write(FILE, lines(files, seen, Integer.MAX_VALUE));
        var onConsole = String.join("\n  ", lines(files, seen, NAMED_ON_CONSOLE));
        System.out.println("\nRoutes, and the steps of each that ran in this test run:\n  " + onConsole
                + "\n  All of it is in " + FILE + ".\n");
    }

    /** @param named how many of the steps that never ran are named, for each route */
    static List<String> lines(RouteFiles files, Map<Route, Map<Step, Boolean>> seen, int named) throws IOException {
        var lines = new ArrayList<String>();
        for (var file : files.plain()) {
            for (var id : ids(file)) {
                lines.add(line(
                        "",
                        id,
                        file,
                        steps(
                                seen,
                                route -> route.file().equals(file) && route.id().equals(id)),
                        named));
            }
        }
        for (var file : files.templates()) {
            lines.add(
                    line("", stem(file), file, steps(seen, route -> route.file().equals(file)), named));
            for (var scanner : files.scanners()) {
                if (Files.readString(scanner).contains("routeTemplateRef: " + stem(file) + "\n")) {
                    var steps = steps(
                            seen,
                            route -> route.file().equals(file) && route.id().equals(stem(scanner)));
                    lines.add(line("  ", stem(scanner), file, steps, named));
                }
            }
        }
        return lines;
    }

    private static Map<Step, Boolean> steps(
            Map<Route, Map<Step, Boolean>> seen, java.util.function.Predicate<Route> which) {
        var steps = new TreeMap<Step, Boolean>();
        seen.forEach((route, ran) -> {
            if (which.test(route)) {
                ran.forEach((step, did) -> steps.merge(step, did, Boolean::logicalOr));
            }
        });
        return steps;
    }

    private static String line(String indent, String id, Path file, Map<Step, Boolean> steps, int named) {
        var name = "%-16s ".formatted(indent + id);
        if (steps.isEmpty()) {
            return name + "never started (" + file + ")";
        }
        var missing = steps.entrySet().stream()
                .filter(step -> !step.getValue())
                .map(step -> step.getKey().name() + ":" + step.getKey().line())
                .toList();
        var text = name + "%2d of %2d steps".formatted(steps.size() - missing.size(), steps.size());
        if (missing.isEmpty()) {
            return text;
        }
        var more = missing.size() > named ? " and " + (missing.size() - named) + " more" : "";
        return text + "; not seen in " + file + ": "
                + missing.stream().limit(named).collect(Collectors.joining(", ")) + more;
    }

    private static List<String> ids(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("    id: "))
                    .map(line -> line.substring("    id: ".length()).strip())
                    .toList();
        }
    }

    private static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    }
}
