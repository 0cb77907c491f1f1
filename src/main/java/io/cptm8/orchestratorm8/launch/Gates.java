package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.deploy.*;
import io.cptm8.orchestratorm8.yaml.*;
import java.util.*;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.*;

/** Provisional, until the gate's room is there. */
final class Gates {
    private Gates() {}

    static List<Fault> faults(RouteFile file) {
        return RouteFiles.isOpenToAll(file.path())
                ? List.of(
                        Fault.ofFile(
                                file.path(),
                                Mistake.OPEN_TO_ALL,
                                "anybody on this machine can write this file or its folder, and a route can run programs; chmod o-w both"))
                : List.of();
    }

    static Fault explain(RouteFile file, Exception thrown) {
        return RouteError.explain(file.path(), thrown);
    }

    static Map<String, Map<String, Optional<String>>> templates(Collection<RouteFile> files) {
        var templates = new HashMap<String, Map<String, Optional<String>>>();
        try (var context = new DefaultCamelContext()) {
            for (var file : files) {
                org.apache.camel.support.PluginHelper.getRoutesLoader(context)
                        .loadRoutes(
                                org.apache.camel.support.ResourceHelper.fromString("file:" + file.path(), file.text()));
            }
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
        } catch (Exception e) {
            // the trial says it
        }
        return templates;
    }
}
