package io.cptm8.orchestratorm8.gate;

import io.cptm8.orchestratorm8.yaml.Findings;
import io.cptm8.orchestratorm8.yaml.Mistake;
import io.cptm8.orchestratorm8.yaml.YamlNode;
import io.cptm8.orchestratorm8.yaml.YamlNode.Scalar;
import java.util.regex.Pattern;

/**
 * What no text of a file may hold, wherever it stands: Camel evaluates more of them than a reader sees, and what a
 * scanner's parameter is becomes part of its template's route.
 *
 * <p>A guard-rail against accidents and copied examples. It cannot hold back who means harm and may write the file.
 */
final class Texts {

    /** Makes an object of a class, in whatever disguise an address may have it. */
    private static final Pattern CLASS =
            Pattern.compile("(?<!^)(?:#|%23)(?:class|type)(?::|%3a)[\\w.$]*", Pattern.CASE_INSENSITIVE);

    /** What expressions reach beyond the message: classes, the environment, files and the context itself. */
    private static final Pattern BEYOND = Pattern.compile(
            "\\$simple\\{|\\$\\{\\s*(?:camelContext\\b|exchange\\b|type:|env[.:]|sysenv[.:]|sys[.:]|properties:|file:)"
                    + "|\\$\\{[^}]*\\.(?:getClass|class|classLoader)\\b");

    /** Camel reads what follows and takes it for the expression. */
    private static final String RESOURCE = "resource:";

    private Texts() {}

    static void check(YamlNode root, Findings findings) {
        Nodes.eachText(root, text -> check(text, findings));
    }

    private static void check(Scalar text, Findings findings) {
        var made = CLASS.matcher(text.text());
        var beyond = BEYOND.matcher(text.text());
        if (made.find()) {
            findings.add(
                    text,
                    Mistake.FORBIDDEN_BEAN,
                    made.group(),
                    "a route may not name a class, as in \"%s\"; refer to what the program has, by name"
                            .formatted(text.text()));
        } else if (beyond.find()) {
            findings.add(
                    text,
                    Mistake.FORBIDDEN_BEAN,
                    beyond.group(),
                    "an expression may not use \"%s\": it reaches beyond the message; use body, header or exchangeProperty"
                            .formatted(beyond.group()));
        } else if (text.text().strip().startsWith(RESOURCE)) {
            findings.add(
                    text,
                    Mistake.FORBIDDEN_SCHEME,
                    RESOURCE,
                    "an expression may not be read from elsewhere, as in \"%s\"; write it here".formatted(text.text()));
        }
    }

    /** A scanner's parameters besides: each may be a value of an address or an expression, and none is an address. */
    static void checkParameters(YamlNode scanner, Findings findings) {
        for (var parameter : Nodes.items(Nodes.get(scanner, "parameters").orElse(scanner))) {
            Nodes.text(parameter, "value")
                    .filter(value -> value.text().matches("(?s)RAW[({].*|#[^.#*,].*"))
                    .ifPresent(value -> findings.add(
                            value,
                            Mistake.FORBIDDEN_BEAN,
                            value.text(),
                            "a scanner's parameter may not begin with \"#\" or \"RAW(\", as in \"%s\": it is a value, not a name of the program"
                                    .formatted(value.text())));
        }
    }
}
