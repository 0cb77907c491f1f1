package io.cptm8.orchestratorm8.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Remembers which steps of the shipped routes ran in this JVM. {@link RouteCoverageReport} prints it when the tests are
 * over.
 *
 * <p>A step counts only while its file is, byte for byte, the one that is shipped: a line of a file that a test has
 * changed says nothing about ours.
 */
public final class RouteCoverage implements InterceptStrategy {

    /**
     * A route, as one line of the table.
     *
     * @param file where its steps stand, relative to the project
     * @param template whose steps it runs; empty: its own
     */
    record Route(String id, Path file, String template) {}

    /** @param name its id; without one, what kind of step it is */
    record Step(int line, String name) implements Comparable<Step> {
        @Override
        public int compareTo(Step other) {
            return line == other.line ? name.compareTo(other.name) : Integer.compare(line, other.line);
        }
    }

    static final Path ROUTES = Path.of("routes");
    private static final Map<Route, Map<Step, Counted>> SEEN = new ConcurrentHashMap<>();

    /** Has every application of Camel Main that starts in this JVM from now on looked at. */
    static void lookAtApplications() {
        // By Camel's own door: the application has no place for such a thing, and needs none.
        System.setProperty("camel.main.configurationClasses", AtStart.class.getName());
    }

    /** Has a context of a test's own looked at; to be called before its routes are made. */
    public static void lookAt(CamelContext context) {
        context.getCamelContextExtension().addInterceptStrategy(new RouteCoverage());
    }

    /** Leaves every route that was made in this JVM, with its steps, each with whether it ran: a line for each step. */
    static void write(Path file) throws IOException {
        var lines = new ArrayList<String>();
        SEEN.forEach((route, steps) -> steps.forEach((step, counted) -> lines.add(String.join(
                "\t",
                route.id(),
                route.file().toString(),
                route.template(),
                Integer.toString(step.line()),
                step.name(),
                Boolean.toString(counted.ran)))));
        Files.write(file, lines);
    }

    /** What several JVMs have left, together; steps in the order of their file. */
    static Map<Route, Map<Step, Boolean>> read(List<Path> files) throws IOException {
        var all = new HashMap<Route, Map<Step, Boolean>>();
        for (var file : files) {
            for (var line : Files.readAllLines(file)) {
                var fields = line.split("\t", -1);
                all.computeIfAbsent(
                                new Route(fields[0], Path.of(fields[1]), fields[2]),
                                made -> new TreeMap<Step, Boolean>())
                        .merge(
                                new Step(Integer.parseInt(fields[3]), fields[4]),
                                Boolean.parseBoolean(fields[5]),
                                Boolean::logicalOr);
            }
        }
        return all;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode node, Processor target, Processor nextTarget) {
        var counted = counted(node);
        return counted == null ? target : new Counting(target, counted);
    }

    /** Has the table know of a step that a test takes out of its route before it is made. */
    public static void know(NamedNode node) {
        counted(node);
    }

    /** Of a shipped route's step, by where it stands; null: it is none. */
    private static Counted counted(NamedNode node) {
        var file = shipped(node.getLocation());
        var route = ProcessorDefinitionHelper.getRoute(node);
        if (file == null || route == null || !(node instanceof ProcessorDefinition<?> definition)) {
            return null;
        }
        var name = definition.hasCustomIdAssigned() ? node.getId() : node.getShortName();
        // Camel counts from 0, and points at what follows "- step:".
        return SEEN.computeIfAbsent(row(route, file), made -> new ConcurrentHashMap<>())
                .computeIfAbsent(new Step(node.getLineNumber() + 1, name), made -> new Counted());
    }

    private static Route row(RouteDefinition route, Path file) {
        var template = Boolean.TRUE.equals(route.isTemplate());
        return new Route(
                route.getId(), file, template ? file.getFileName().toString().replaceFirst("\\.ya?ml$", "") : "");
    }

    /** The shipped file that this is a copy of, or is; null: it is none. */
    private static Path shipped(String location) {
        if (location == null || !location.startsWith("file:")) {
            return null;
        }
        var file = Path.of(location.substring("file:".length()));
        var names = file.getNameCount();
        for (var depth : new int[] {2, 1}) {
            if (names >= depth) {
                var ours = ROUTES.resolve(file.subpath(names - depth, names));
                try {
                    if (Files.isRegularFile(ours) && Files.mismatch(ours, file) < 0) {
                        return ours;
                    }
                } catch (IOException gone) {
                    return null;
                }
            }
        }
        return null;
    }

    /** Camel Main makes one of these before there is a route. */
    public static final class AtStart implements CamelConfiguration {
        @Override
        public void configure(CamelContext context) {
            lookAt(context);
        }
    }

    private static final class Counted {
        private volatile boolean ran;
    }

    private static final class Counting extends DelegateAsyncProcessor {

        private final Counted counted;

        private Counting(Processor target, Counted counted) {
            super(target);
            this.counted = counted;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            if (!counted.ran) {
                counted.ran = true;
            }
            return super.process(exchange, callback);
        }
    }
}
