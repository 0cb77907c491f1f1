package io.cptm8.orchestratorm8.deploy;

import io.cptm8.orchestratorm8.scanner.Scanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.NamedRoute;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.support.PluginHelper;

/** What Camel does with a file: all of it or nothing. */
final class CamelRoutes {

    private CamelRoutes() {}

    /**
     * Adds a file's routes, which start if the context runs and the file does not say otherwise, and its templates.
     *
     * @return the ids of its routes
     * @throws Exception Camel's; then nothing of the file is left behind
     */
    static List<String> load(ModelCamelContext context, RouteFile file) throws Exception {
        var routes = new HashSet<>(context.getRouteDefinitions());
        var templates = new HashSet<>(context.getRouteTemplateDefinitions());
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(file.resource());
            return context.getRouteDefinitions().stream()
                    .filter(route -> !routes.contains(route))
                    .map(NamedRoute::getRouteId)
                    .toList();
        } catch (Exception e) {
            for (var half : new ArrayList<>(context.getRouteDefinitions())) {
                if (!routes.contains(half)) {
                    remove(context, half.getRouteId(), 1);
                    context.removeRouteDefinition(half);
                }
            }
            for (var half : new ArrayList<>(context.getRouteTemplateDefinitions())) {
                if (!templates.contains(half)) {
                    context.removeRouteTemplateDefinition(half);
                }
            }
            throw e;
        }
    }

    /** @throws Exception Camel's; then nothing of the route is left behind */
    static void instantiate(ModelCamelContext context, Scanner scanner) throws Exception {
        var parameters = new HashMap<String, Object>(scanner.parameters());
        parameters.put("scanner", scanner.name());
        try {
            // In front of the ids of its steps; a dot is in no name, so they are nobody else's.
            context.addRouteFromTemplate(scanner.name(), scanner.template(), scanner.name() + ".", null, parameters);
        } catch (Exception e) {
            remove(context, scanner.name(), 1);
            throw e;
        }
    }

    /** Nothing to do for a route that runs, or that there is not. */
    static void start(ModelCamelContext context, String route) throws Exception {
        if (context.getRoute(route) != null
                && context.getRouteController().getRouteStatus(route).isStartable()) {
            context.getRouteController().startRoute(route);
        }
    }

    /**
     * Stops a route when what is in flight has ended, and takes it out.
     *
     * @param patienceSeconds for what is in flight; what takes longer is cut off
     */
    static void remove(ModelCamelContext context, String route, long patienceSeconds) throws Exception {
        if (context.getRoute(route) != null) {
            context.getRouteController().stopRoute(route, patienceSeconds, TimeUnit.SECONDS);
            context.removeRoute(route);
        }
        var definition = context.getRouteDefinition(route);
        if (definition != null) {
            context.removeRouteDefinition(definition);
        }
    }
}
