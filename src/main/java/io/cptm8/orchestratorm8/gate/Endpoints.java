package io.cptm8.orchestratorm8.gate;

import io.cptm8.orchestratorm8.scanner.ParameterRules;
import io.cptm8.orchestratorm8.yaml.Findings;
import io.cptm8.orchestratorm8.yaml.Mistake;
import io.cptm8.orchestratorm8.yaml.YamlNode;
import io.cptm8.orchestratorm8.yaml.YamlNode.Scalar;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.catalog.impl.DefaultRuntimeCamelCatalog;

/** Holds the addresses of endpoints against what may be used and what the components on the class path say they take. */
final class Endpoints {

    /** Any value whatever, which the catalog does not look into. */
    private static final String FILLED_IN_LATER = "{{later}}";

    private static final Set<String> DYNAMIC = Set.of("toD", "recipientList", "routingSlip", "dynamicRouter");

    private final DefaultRuntimeCamelCatalog catalog = new DefaultRuntimeCamelCatalog();

    Endpoints() {
        catalog.setJSonSchemaResolver(new Installed());
    }

    void check(YamlNode root, Findings findings) {
        Nodes.eachField(root, "", (field, around) -> {
            var name = field.name();
            var enriches = name.equals("enrich") || name.equals("pollEnrich");
            if (DYNAMIC.contains(name) && !around.equals("parameters")
                    || enriches
                            && Nodes.text(Nodes.get(field.value(), "expression").orElse(field.value()), "constant")
                                    .isEmpty()) {
                findings.add(
                        field.key(),
                        Mistake.FORBIDDEN_SCHEME,
                        name,
                        "step \"%s\" sends to wherever a message says, which nobody can check; %s"
                                .formatted(
                                        name,
                                        enriches ? "give it a constant" : "use to, with choice where it depends"));
            }
        });
        Endpoint.each(root, endpoint -> check(endpoint, findings));
    }

    private void check(Endpoint endpoint, Findings findings) {
        var scheme = endpoint.scheme();
        if (scheme.contains("{{") || scheme.contains("${")) {
            findings.add(
                    endpoint.uri(),
                    Mistake.FORBIDDEN_SCHEME,
                    scheme,
                    "the component of \"%s\" is filled in later, so nobody can check it; write it down"
                            .formatted(scheme));
        } else if (!Schemes.ALLOWED.contains(scheme)
                && (Schemes.refusal(scheme).isPresent() || Installed.hasComponent(scheme))) {
            findings.add(
                    endpoint.uri(),
                    Mistake.FORBIDDEN_SCHEME,
                    scheme,
                    "a route may not use \"%s\": %s"
                            .formatted(
                                    scheme,
                                    Schemes.refusal(scheme)
                                            .orElseGet(() -> "it may use " + String.join(", ", Schemes.usable()))));
        } else if (!Installed.hasComponent(scheme)) {
            findings.addOneOf(
                    endpoint.uri(),
                    Mistake.UNKNOWN_SCHEME,
                    scheme,
                    "there is no component \"%s\" in this installation".formatted(scheme),
                    Schemes.usable());
        } else if (isWrongEnd(endpoint)) {
            findings.add(
                    endpoint.uri(),
                    Mistake.WRONG_SHAPE,
                    scheme,
                    endpoint.consumes()
                            ? "nothing comes from \"%s\"; it can only be sent to".formatted(scheme)
                            : "nothing can be sent to \"%s\"; it can only be a from".formatted(scheme));
        } else {
            report(endpoint, validate(endpoint), findings);
            time(endpoint, findings);
        }
    }

    /** Quartz says only that it does not understand; a scanner's file is told what is wrong, so a route is too. */
    private static void time(Endpoint endpoint, Findings findings) {
        if (endpoint.scheme().equals("quartz")
                && endpoint.options().containsKey("cron")
                && endpoint.valueOf("cron") instanceof Scalar cron
                && !cron.text().contains("{{")) {
            ParameterRules.of("cron")
                    .flatMap(shown -> shown.rule().brokenBy(cron.text().replace('+', ' ')))
                    .ifPresent(broken -> findings.add(
                            cron,
                            broken.mistake(),
                            cron.text(),
                            "option \"cron\" of quartz is \"%s\", but it %s".formatted(cron.text(), broken.says()),
                            broken.nearest()));
        }
    }

    private boolean isWrongEnd(Endpoint endpoint) {
        var model = catalog.componentModel(endpoint.scheme());
        return endpoint.consumes() ? model.isProducerOnly() : model.isConsumerOnly();
    }

    private EndpointValidationResult validate(Endpoint endpoint) {
        var uri = new StringBuilder(endpoint.uri().text());
        var options = new TreeMap<String, String>();
        endpoint.options().forEach((name, field) -> options.put(name, value(field.value())));
        if (uri.indexOf(":") < 0) {
            uri.append(':').append(path(endpoint, options));
        }
        options.forEach((name, value) -> uri.append(uri.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(value));
        return catalog.validateEndpointProperties(uri.toString(), false, endpoint.consumes(), !endpoint.consumes());
    }

    /** An address of the scheme alone has its path among the options. */
    private String path(Endpoint endpoint, Map<String, String> options) {
        var model = catalog.componentModel(endpoint.scheme());
        var path = model.getSyntax().substring(model.getSyntax().indexOf(':') + 1);
        for (var option : model.getEndpointPathOptions()) {
            var value = options.remove(option.getName());
            path = path.replace(option.getName(), value == null ? "" : value);
        }
        return path;
    }

    private static String value(YamlNode node) {
        var text = node instanceof Scalar scalar ? scalar.text() : "";
        return text.contains("{{") || text.contains("${")
                ? FILLED_IN_LATER
                : URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void report(Endpoint endpoint, EndpointValidationResult result, Findings findings) {
        var scheme = endpoint.scheme();
        if (result.isSuccess()) {
            return;
        }
        if (result.getSyntaxError() != null) {
            findings.add(
                    endpoint.uri(),
                    Mistake.WRONG_TYPE,
                    endpoint.uri().text(),
                    "\"%s\" is not an address of %s: %s"
                            .formatted(endpoint.uri().text(), scheme, result.getSyntaxError()));
        }
        names(result.getUnknown())
                .forEach(option -> findings.addOneOf(
                        endpoint.placeOf(option),
                        Mistake.UNKNOWN_OPTION,
                        option,
                        "%s has no option \"%s\"".formatted(scheme, option),
                        options(scheme, endpoint.consumes())));
        names(result.getRequired())
                .forEach(option -> findings.add(
                        endpoint.uri(),
                        Mistake.MISSING_OPTION,
                        "",
                        "%s has no \"%s\", which it needs".formatted(scheme, option)));
        wrongEnd(endpoint, result, findings);
        wrong(endpoint, result.getInvalidInteger(), "a whole number", findings);
        wrong(endpoint, result.getInvalidNumber(), "a number", findings);
        wrong(endpoint, result.getInvalidBoolean(), "true or false", findings);
        wrong(endpoint, result.getInvalidDuration(), "a length of time such as 250ms, 5s or 15m", findings);
        wrong(endpoint, result.getInvalidReference(), "the name of a bean, #name", findings);
        if (result.getInvalidEnum() != null) {
            result.getInvalidEnum()
                    .forEach((option, value) -> findings.addOneOf(
                            endpoint.valueOf(option),
                            Mistake.WRONG_TYPE,
                            value,
                            "option \"%s\" of %s cannot be \"%s\"".formatted(option, scheme, value),
                            result.getEnumChoices(option)));
        }
    }

    private static void wrongEnd(Endpoint endpoint, EndpointValidationResult result, Findings findings) {
        var scheme = endpoint.scheme();
        for (var option : names(endpoint.consumes() ? result.getNotConsumerOnly() : result.getNotProducerOnly())) {
            findings.add(
                    endpoint.placeOf(option),
                    Mistake.UNKNOWN_OPTION,
                    option,
                    endpoint.consumes()
                            ? "option \"%s\" of %s is for sending, and this is a from".formatted(option, scheme)
                            : "option \"%s\" of %s is for a from, and this sends".formatted(option, scheme));
        }
    }

    private static void wrong(Endpoint endpoint, Map<String, String> options, String must, Findings findings) {
        if (options == null) {
            return;
        }
        options.forEach((option, value) -> {
            var text = endpoint.options().containsKey(option) && endpoint.valueOf(option) instanceof Scalar scalar
                    ? scalar.text()
                    : value;
            findings.add(
                    endpoint.valueOf(option),
                    Mistake.WRONG_TYPE,
                    text,
                    "option \"%s\" of %s is \"%s\", but it must be %s"
                            .formatted(option, endpoint.scheme(), text, must));
        });
    }

    /** The names of a component's options, for its use at one end. */
    private Set<String> options(String scheme, boolean consumes) {
        var options = new TreeSet<String>();
        catalog.componentModel(scheme).getEndpointParameterOptions().stream()
                .filter(option -> !String.valueOf(option.getLabel()).contains(consumes ? "producer" : "consumer"))
                .forEach(option -> options.add(option.getName()));
        return options;
    }

    /** The names of a component's options; none for one that is not here. */
    static Set<String> optionsOf(String scheme) {
        var model = new Endpoints().catalog.componentModel(scheme);
        var options = new TreeSet<String>();
        if (model != null) {
            model.getEndpointParameterOptions().forEach(option -> options.add(option.getName()));
        }
        return options;
    }

    private static Set<String> names(Set<String> names) {
        return names == null ? Set.of() : new TreeSet<>(names);
    }
}
