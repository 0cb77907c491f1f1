package io.cptm8.orchestratorm8.gate;

import io.cptm8.orchestratorm8.scanner.ParameterRules;
import io.cptm8.orchestratorm8.yaml.Findings;
import io.cptm8.orchestratorm8.yaml.Mistake;
import io.cptm8.orchestratorm8.yaml.YamlNode;
import io.cptm8.orchestratorm8.yaml.YamlNode.Scalar;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Whether there is a value for every <code>{{key}}</code>, and a use for every parameter of a template. */
final class Placeholders {

    /** What the program reads of a scanner by itself, whether or not the template's route uses it. */
    private static final Collection<String> READ = ParameterRules.READ;

    /** What the program adds to a scanner's parameters, and the parameter it makes it of. */
    static final Map<String, String> MADE =
            Map.of("quietMillis", "quiet", "holdMillis", "hold", "throttleRequests", "rate", "throttleMillis", "rate");

    /** The name of the scanner itself. */
    static final String SCANNER = "scanner";

    private static final Pattern KEY = Pattern.compile("\\{\\{([^{}]+)}}");

    private final Set<String> keys;

    Placeholders(Set<String> keys) {
        this.keys = new TreeSet<>(keys);
    }

    void check(YamlNode root, Findings findings) {
        for (var item : Nodes.items(root)) {
            Nodes.get(item, "routeTemplate")
                    .ifPresentOrElse(
                            template -> template(template, findings),
                            () -> used(item, keys, "application.properties has no key", findings));
        }
    }

    private void template(YamlNode template, Findings findings) {
        var declared = new LinkedHashMap<String, Scalar>();
        for (var parameter : Nodes.items(Nodes.get(template, "parameters").orElse(template))) {
            Nodes.text(parameter, "name").ifPresent(name -> declared.put(name.text(), name));
        }
        var known = new TreeSet<>(keys);
        known.addAll(declared.keySet());
        known.add(SCANNER);
        MADE.forEach((made, of) -> {
            if (declared.containsKey(of)) {
                known.add(made);
            }
        });
        var used = new LinkedHashSet<String>();
        for (var part : Nodes.fields(template)) {
            if (!part.name().equals("parameters")) {
                used.addAll(used(part.value(), known, "neither the template nor application.properties has", findings));
            }
        }
        MADE.forEach((made, of) -> {
            if (used.contains(made)) {
                used.add(of);
            }
        });
        declared.forEach((name, place) -> {
            if (!used.contains(name) && !READ.contains(name)) {
                findings.add(
                        place,
                        Mistake.UNUSED_PARAMETER,
                        name,
                        "parameter \"%1$s\" is declared, but nothing has {{%1$s}}".formatted(name));
            }
        });
        var lacks = ParameterRules.NEEDED.stream()
                .filter(name -> !declared.containsKey(name))
                .toList();
        if (!lacks.isEmpty()) {
            findings.add(
                    Nodes.get(template, "parameters").orElse(template),
                    Mistake.MISSING_PARAMETER,
                    "",
                    "the template has no parameter \"%s\", which every scanner needs"
                            .formatted(String.join("\", \"", lacks)));
        }
    }

    private static Set<String> used(YamlNode node, Set<String> known, String lacking, Findings findings) {
        var used = new LinkedHashSet<String>();
        Nodes.eachText(
                node,
                text -> KEY.matcher(text.text()).results().forEach(found -> {
                    var key = found.group(1).strip();
                    var name = key.replaceFirst("^\\?", "").replaceFirst(":.*", "");
                    used.add(name);
                    if (!known.contains(name) && !key.startsWith("?") && !key.contains(":")) {
                        findings.addOneOf(text, Mistake.UNKNOWN_KEY, name, "%s \"%s\"".formatted(lacking, name), known);
                    }
                }));
        return used;
    }
}
