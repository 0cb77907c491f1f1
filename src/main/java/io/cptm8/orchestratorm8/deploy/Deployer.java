package io.cptm8.orchestratorm8.deploy;

import io.cptm8.orchestratorm8.scanner.Scanner;
import io.cptm8.orchestratorm8.scanner.ScannerException;
import io.cptm8.orchestratorm8.scanner.ScannerReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Brings the files of {@code routes/} into a Camel context, each by itself: what is wrong with one is a problem of
 * that one, said with file and line, and the others are loaded.
 */
public final class Deployer {

    /** Without these nothing can be dispatched, or what was dispatched cannot be written down. */
    private static final List<String> ESSENTIAL = List.of("schedule", "passes", "settle", "settle-start");

    private final ModelCamelContext context;
    private final RouteFiles files;
    private final UnaryOperator<String> placeholders;
    private final List<String> problems = new ArrayList<>();

    public Deployer(CamelContext context, RouteFiles files, UnaryOperator<String> placeholders) {
        this.context = (ModelCamelContext) context;
        this.files = files;
        this.placeholders = placeholders;
    }

    /** Loads templates and plain routes. */
    public void loadShared() {
        if (!Files.isDirectory(files.directory())) {
            problems.add("%s:1: there is no such folder, so there is nothing to run".formatted(files.directory()));
        }
        files.templates().forEach(this::load);
        files.plain().forEach(this::load);
    }

    private boolean isTrusted(Path file) {
        if (RouteFiles.isOpenToAll(file)) {
            problems.add(
                    "%s:1: anybody on this machine can write this file or its folder, and a route can run programs; chmod o-w both"
                            .formatted(file));
            return false;
        }
        return true;
    }

    private void load(Path file) {
        if (!isTrusted(file)) {
            return;
        }
        var before = new HashSet<>(context.getRouteDefinitions());
        try {
            var resource = ResourceHelper.resolveMandatoryResource(context, "file:" + file.toAbsolutePath());
            PluginHelper.getRoutesLoader(context).loadRoutes(resource);
        } catch (Exception e) {
            var half = new ArrayList<>(context.getRouteDefinitions());
            half.removeAll(before);
            half.forEach(this::remove);
            problems.add(RouteError.explain(file, e));
        }
    }

    private void remove(RouteDefinition route) {
        try {
            context.getRouteController().stopRoute(route.getRouteId());
            context.removeRoute(route.getRouteId());
            if (context.getRouteDefinitions().contains(route)) {
                context.removeRouteDefinition(route);
            }
        } catch (Exception e) {
            problems.add("Route %s could not be taken back after its file failed: %s"
                    .formatted(route.getRouteId(), e.getMessage()));
        }
    }

    /** Reads every scanner's file. A queue that two files claim is a problem of the later one. */
    public List<Scanner> readScanners() {
        var reader = new ScannerReader(templates(), placeholders);
        var scanners = new ArrayList<Scanner>();
        for (var file : files.scanners()) {
            if (!isTrusted(file)) {
                continue;
            }
            try {
                scanners.add(reader.read(file));
            } catch (ScannerException e) {
                problems.add(e.getMessage());
            }
        }
        return scanners;
    }

    private Map<String, Map<String, Optional<String>>> templates() {
        var templates = new HashMap<String, Map<String, Optional<String>>>();
        for (RouteTemplateDefinition template : context.getRouteTemplateDefinitions()) {
            var parameters = new HashMap<String, Optional<String>>();
            template.getTemplateParameters()
                    .forEach(parameter -> parameters.put(
                            parameter.getName(),
                            Boolean.FALSE.equals(parameter.getRequired())
                                    ? Optional.of(
                                            parameter.getDefaultValue() == null ? "" : parameter.getDefaultValue())
                                    : Optional.empty()));
            templates.put(template.getId(), parameters);
        }
        return templates;
    }

    /** Adds the scanner's route and, in a context that runs, starts it. */
    public boolean deploy(Scanner scanner) {
        var parameters = new HashMap<String, Object>(scanner.parameters());
        parameters.put("scanner", scanner.name());
        try {
            // In front of the ids of its steps; a dot is in no name, so they are nobody else's.
            context.addRouteFromTemplate(scanner.name(), scanner.template(), scanner.name() + ".", null, parameters);
            return true;
        } catch (Exception e) {
            problems.add(RouteError.explain(scanner.file(), e));
            return false;
        }
    }

    /** Routes that are not there and without which the scanners' own are of no use. */
    public List<String> missing() {
        return ESSENTIAL.stream()
                .filter(route -> context.getRouteDefinition(route) == null)
                .toList();
    }

    /** What was wrong so far, a sentence each, in the order in which it was found. */
    public List<String> problems() {
        return List.copyOf(problems);
    }
}
