package io.cptm8.orchestratorm8.gate;

import io.cptm8.orchestratorm8.config.Nearest;
import io.cptm8.orchestratorm8.yaml.Fault;
import io.cptm8.orchestratorm8.yaml.FaultsException;
import io.cptm8.orchestratorm8.yaml.Mistake;
import io.cptm8.orchestratorm8.yaml.YamlFile;
import io.cptm8.orchestratorm8.yaml.YamlNode.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.ExpressionIllegalSyntaxException;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** What Camel threw when a file was built or started, as a fault of that file. */
public final class CamelFault {

    private static final Pattern LINE = Pattern.compile("\\bline (\\d+)(?:, column (\\d+))?");
    private static final Pattern OPTION = Pattern.compile("Unknown parameters=\\[\\{([\\w.-]+)=");
    private static final Pattern NAME = Pattern.compile(
            "(?:No bean could be found in the registry for|No bean could be found for|with (?:id|name)|No language could be found for|in registry with name):? ?'?#?([\\w.-]+)");

    private CamelFault() {}

    /**
     * Points at the word that Camel complains of, where the file has it: an option, the name of a bean, an endpoint; else
     * at the route.
     *
     * @param text what is in the file
     * @param mistake that it could not be built, or not be started
     * @param beans the names that routes may refer to
     */
    public static Fault of(Path file, String text, Exception thrown, Mistake mistake, Set<String> beans) {
        var fault = of(file, text, thrown, beans);
        var verb = mistake == Mistake.CANNOT_START ? "start" : "build";
        return fault.as(mistake, "Camel cannot %s this: %s".formatted(verb, fault.problem()));
    }

    private static Fault of(Path file, String text, Exception thrown, Set<String> beans) {
        var root = root(thrown);
        var message = Optional.ofNullable(root.getMessage())
                .orElse(root.getClass().getSimpleName())
                .replaceAll("\\s*\\R[\\s^]*", " ")
                .strip()
                .replaceFirst("\\.$", "");
        var marked = find(thrown, MarkedYamlEngineException.class).flatMap(MarkedYamlEngineException::getProblemMark);
        if (marked.isPresent()) {
            return fault(file, marked.get().getLine() + 1, marked.get().getColumn() + 1, "", message, Optional.empty());
        }
        var unread = find(thrown, ExpressionIllegalSyntaxException.class)
                .map(ExpressionIllegalSyntaxException::getExpression)
                .filter(text::contains);
        var problem = unread.map(expression ->
                        "the expression \"%s\" cannot be read: %s".formatted(expression, inPlainWords(message)))
                .orElse(message);
        var words = words(thrown, message);
        unread.ifPresent(expression -> words.add(0, expression));
        var places = places(file, text);
        for (var word : words) {
            for (var place : places) {
                if (place.text().contains(word)) {
                    return pointed(file, text, place, word, problem, nearest(root, word, message, beans));
                }
            }
        }
        var line = LINE.matcher(message);
        return line.find()
                ? fault(
                        file,
                        Integer.parseInt(line.group(1)),
                        line.group(2) == null ? 1 : Integer.parseInt(line.group(2)),
                        "",
                        message,
                        Optional.empty())
                : fault(file, 1, 1, "", message, Optional.empty());
    }

    /** Camel's parser speaks of its own symbols. */
    private static String inPlainWords(String message) {
        return message.replace("symbol functionEnd", "\"}\"")
                .replace("symbol functionStart", "\"${\"")
                .replaceFirst(" but was eol$", " before the end");
    }

    /** From the narrowest to the widest. */
    private static List<String> words(Exception thrown, String message) {
        var words = new ArrayList<String>();
        first(OPTION, message).ifPresent(words::add);
        first(NAME, message).ifPresent(words::add);
        find(thrown, ResolveEndpointFailedException.class)
                .map(ResolveEndpointFailedException::getUri)
                .or(() -> find(thrown, NoSuchEndpointException.class).map(NoSuchEndpointException::getUri))
                .map(uri -> uri.replaceFirst("\\?.*", "").replace("://", ":"))
                .ifPresent(words::add);
        find(thrown, FailedToCreateRouteException.class)
                .map(FailedToCreateRouteException::getRouteId)
                .ifPresent(words::add);
        return words;
    }

    private static Fault pointed(
            Path file, String text, Scalar place, String word, String message, Optional<String> nearest) {
        var line = text.lines().skip(place.line() - 1L).findFirst().orElse("");
        var at = line.indexOf(word, Math.max(0, place.column() - 1));
        return fault(file, place.line(), at < 0 ? place.column() : at + 1, word, message, nearest);
    }

    /** Of an option, a component or a name that there is not. */
    private static Optional<String> nearest(Throwable root, String word, String message, Set<String> beans) {
        if (root instanceof ResolveEndpointFailedException unresolved
                && first(OPTION, message).isPresent()) {
            return Nearest.to(word, Endpoints.optionsOf(scheme(unresolved.getUri())));
        }
        if (root instanceof NoSuchEndpointException || root instanceof ResolveEndpointFailedException) {
            var scheme = scheme(word);
            return Nearest.to(scheme, Schemes.usable())
                    .filter(right -> !right.equals(scheme))
                    .map(right -> right + word.substring(scheme.length()));
        }
        return root instanceof NoSuchBeanException ? Nearest.to(word, beans) : Optional.empty();
    }

    private static String scheme(String uri) {
        return uri.replaceFirst("[:?].*", "");
    }

    /** Keys and values, in the order of the file. */
    private static List<Scalar> places(Path file, String text) {
        var places = new ArrayList<Scalar>();
        try {
            var root = YamlFile.of(file, text).root();
            Nodes.eachField(root, "", (field, around) -> {
                places.add(field.key());
                if (field.value() instanceof Scalar value) {
                    places.add(value);
                }
            });
        } catch (FaultsException notYaml) {
            // the message says enough without a place
        }
        return places;
    }

    private static Fault fault(Path file, int line, int column, String word, String message, Optional<String> nearest) {
        return new Fault(file, line, column, Mistake.CANNOT_BE_BUILT, word, message, nearest);
    }

    private static Optional<String> first(Pattern pattern, String message) {
        var match = pattern.matcher(message);
        return match.find() ? Optional.of(match.group(1)) : Optional.empty();
    }

    private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
        for (var each = thrown; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return Optional.of(type.cast(each));
            }
        }
        return Optional.empty();
    }

    private static Throwable root(Throwable thrown) {
        var root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
