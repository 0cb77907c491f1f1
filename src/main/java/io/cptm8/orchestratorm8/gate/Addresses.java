package io.cptm8.orchestratorm8.gate;

import io.cptm8.orchestratorm8.yaml.Findings;
import io.cptm8.orchestratorm8.yaml.Mistake;
import io.cptm8.orchestratorm8.yaml.YamlNode;
import io.cptm8.orchestratorm8.yaml.YamlNode.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an address may not do although its component may be used and takes the option. */
final class Addresses {

    /** Steps that evaluate their address for each message, unlike to and from. */
    private static final List<String> EVALUATED = List.of("wireTap", "poll", "enrich", "pollEnrich");

    /** A query that is read from somewhere; from the class path it is ours. */
    private static final Pattern ELSEWHERE = Pattern.compile("(?!classpath:)[a-z][a-z+-]*:(?!:).*", Pattern.DOTALL);

    private static final String NO_REPLY = "disableReplyTo";

    private Addresses() {}

    static void check(YamlNode root, Findings findings) {
        Nodes.eachField(root, "", (field, around) -> {
            if (EVALUATED.contains(field.name()) && !around.equals("parameters")) {
                evaluated(field.name(), field.value(), findings);
            }
        });
        Endpoint.each(root, endpoint -> {
            switch (endpoint.scheme()) {
                case "sql" -> query(endpoint, findings);
                case "spring-rabbitmq" -> reply(endpoint, findings);
                default -> {}
            }
        });
    }

    private static void evaluated(String step, YamlNode value, Findings findings) {
        Nodes.eachText(value, text -> {
            if (isAddress(text, value) && text.text().contains("${")) {
                findings.add(
                        text,
                        Mistake.FORBIDDEN_SCHEME,
                        text.text(),
                        "step \"%s\" sends to wherever a message says, which nobody can check; write the address down"
                                .formatted(step));
            }
        });
    }

    private static boolean isAddress(Scalar text, YamlNode step) {
        return text == step
                || Nodes.text(step, "uri").filter(uri -> uri == text).isPresent()
                || Nodes.get(step, "parameters").map(Nodes::fields).orElse(List.of()).stream()
                        .anyMatch(option -> option.value() == text)
                || Nodes.text(Nodes.get(step, "expression").orElse(step), "constant")
                        .filter(uri -> uri == text)
                        .isPresent();
    }

    private static void query(Endpoint endpoint, Findings findings) {
        var written = endpoint.uri().text().replaceFirst("^sql:(//)?", "");
        Optional.of(endpoint.uri())
                .filter(uri -> ELSEWHERE.matcher(written).matches())
                .or(() -> Optional.ofNullable(endpoint.options().get("query"))
                        .map(YamlNode.Field::value)
                        .filter(Scalar.class::isInstance)
                        .map(Scalar.class::cast)
                        .filter(query -> ELSEWHERE.matcher(query.text()).matches()))
                .ifPresent(place -> findings.add(
                        place,
                        Mistake.FORBIDDEN_SCHEME,
                        place.text(),
                        "a query may not be read from \"%s\"; write it here, or take one of classpath:sql/"
                                .formatted(place.text())));
    }

    /** Camel answers whoever says where to, whatever the route's exchange pattern. */
    private static void reply(Endpoint endpoint, Findings findings) {
        var option = Optional.ofNullable(endpoint.options().get(NO_REPLY))
                .map(YamlNode.Field::value)
                .filter(Scalar.class::isInstance)
                .map(value -> ((Scalar) value).text().equals("true"))
                .orElse(endpoint.uri().text().matches(".*[?&]" + NO_REPLY + "=true(&.*)?"));
        if (endpoint.consumes() && !option) {
            findings.add(
                    endpoint.uri(),
                    Mistake.MISSING_OPTION,
                    "",
                    "spring-rabbitmq has no \"disableReplyTo: true\", without which whoever sends a message says where its answer goes");
        }
    }
}
