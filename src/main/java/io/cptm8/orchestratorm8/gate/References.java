package io.cptm8.orchestratorm8.gate;

import io.cptm8.orchestratorm8.yaml.Findings;
import io.cptm8.orchestratorm8.yaml.Mistake;
import io.cptm8.orchestratorm8.yaml.YamlNode;
import io.cptm8.orchestratorm8.yaml.YamlNode.Field;
import io.cptm8.orchestratorm8.yaml.YamlNode.Scalar;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Whether the program has what a file refers to by name. A file makes nothing itself: not a bean, not an object of a class. */
final class References {

    /** Options of steps whose value is a name. Whatever ends in Ref is one too, but for the names of templates. */
    static final Set<String> NAMES = Set.of(
            "aggregateController",
            "aggregationRepository",
            "aggregationStrategy",
            "comparator",
            "consumerListener",
            "executorService",
            "idempotentRepository",
            "onPrepare",
            "predicateExceptionFactory",
            "ref",
            "resumeStrategy",
            "routePolicy",
            "sagaService",
            "threadOffloadExecutorService",
            "timeoutCheckerExecutorService",
            "timeoutExecutorService",
            "untilCheck");

    private static final Set<String> MAKES = Set.of(
            "allowUnmarshallType",
            "beans",
            "beanType",
            "collectionType",
            "customLoadBalancer",
            "language",
            "moduleClassNames",
            "sagaService",
            "script",
            "unmarshalType");

    /** The value of an option in an address is a name when it begins with this. */
    private static final Pattern IN_ADDRESS = Pattern.compile("[?&][^=&]+=(?:RAW[({])?(#(?!class:|type:)[^&)}]+)");

    private static final Pattern IN_SIMPLE = Pattern.compile("\\$\\{(?:bean|ref):(?:name:)?([^}?.]+)");

    private final Set<String> beans;

    References(Set<String> beans) {
        this.beans = new TreeSet<>(beans);
    }

    void check(YamlNode root, Findings findings) {
        Nodes.eachField(root, "", (field, around) -> field(field, around, findings));
        Endpoint.each(root, endpoint -> {
            for (var found = IN_ADDRESS.matcher(endpoint.uri().text()); found.find(); ) {
                name(endpoint.uri(), found.group(1), findings);
            }
        });
        Nodes.eachText(root, text -> {
            var value = text.text();
            if (value.startsWith("#")) {
                name(text, value, findings);
            }
            for (var found = IN_SIMPLE.matcher(value); found.find(); ) {
                name(text, found.group(1).strip(), findings);
            }
        });
    }

    private void field(Field field, String around, Findings findings) {
        var name = field.name();
        if (around.equals("parameters")) {
            return;
        }
        if (MAKES.contains(name)) {
            findings.add(
                    field.key(),
                    Mistake.FORBIDDEN_BEAN,
                    name,
                    "a route may not use \"%s\": what it makes belongs to the program; refer to what there is, by name"
                            .formatted(name));
        } else if (field.value() instanceof Scalar value && isName(name)) {
            name(value, value.text(), findings);
        }
    }

    static boolean isName(String option) {
        return NAMES.contains(option)
                || option.equals("bean")
                || option.equals("process")
                || option.endsWith("Ref") && !option.equals("routeTemplateRef");
    }

    private void name(Scalar place, String value, Findings findings) {
        var name = value.replaceFirst("^#(bean:)?", "");
        if (value.startsWith("#class:") || value.startsWith("#type:") || value.startsWith("type:")) {
            findings.add(
                    place,
                    Mistake.FORBIDDEN_BEAN,
                    value,
                    "a route may not name a class, as in \"%s\"; refer to what the program has, by name"
                            .formatted(value));
        } else if (!beans.contains(name)
                && !value.equals("#autowired")
                && !name.contains("{{")
                && !name.contains("${")) {
            findings.addOneOf(
                    place, Mistake.UNKNOWN_BEAN, name, "the program has nothing named \"%s\"".formatted(name), beans);
        }
    }
}
