package io.cptm8.orchestratorm8.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Camel's exceptions on a route's file in one sentence that begins with {@code file:line}. */
public final class RouteError {

    private static final Pattern LINE = Pattern.compile("line (\\d+)");

    private static final Pattern UNKNOWN_OPTION = Pattern.compile("Unknown parameters=\\[\\{(\\w+)=");

    private RouteError() {}

    public static io.cptm8.orchestratorm8.yaml.Fault explain(Path file, Exception thrown) {
        var failed = find(thrown, FailedToCreateRouteException.class);
        var root = root(thrown);
        var line = find(thrown, MarkedYamlEngineException.class)
                .flatMap(MarkedYamlEngineException::getProblemMark)
                .map(mark -> mark.getLine() + 1)
                .or(() -> lineInWords(root))
                .or(() -> unknownOption(root).flatMap(option -> lineOf(file, option + ":")))
                .or(() -> endpoint(thrown).flatMap(uri -> lineOf(file, scheme(uri))))
                .or(() -> failed.flatMap(route -> lineOf(file, route.getRouteId())))
                .orElse(1);
        var message =
                Optional.ofNullable(root.getMessage()).orElse(root.getClass().getSimpleName());
        return new io.cptm8.orchestratorm8.yaml.Fault(
                file,
                line,
                1,
                io.cptm8.orchestratorm8.yaml.Mistake.CANNOT_BE_BUILT,
                "",
                message.replaceAll("\\s*\\R\\s*", " ").strip(),
                Optional.empty());
    }

    private static Optional<String> endpoint(Exception thrown) {
        return find(thrown, ResolveEndpointFailedException.class)
                .map(ResolveEndpointFailedException::getUri)
                .or(() -> find(thrown, NoSuchEndpointException.class).map(NoSuchEndpointException::getUri));
    }

    private static String scheme(String uri) {
        return uri.replaceFirst("\\?.*", "").replace("://", ":");
    }

    private static Optional<String> unknownOption(Throwable root) {
        var match = UNKNOWN_OPTION.matcher(String.valueOf(root.getMessage()));
        return match.find() ? Optional.of(match.group(1)) : Optional.empty();
    }

    private static Optional<Integer> lineInWords(Throwable root) {
        var match = LINE.matcher(String.valueOf(root.getMessage()));
        return match.find() ? Optional.of(Integer.valueOf(match.group(1))) : Optional.empty();
    }

    private static Optional<Integer> lineOf(Path file, String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            var lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).contains(text)) {
                    return Optional.of(i + 1);
                }
            }
        } catch (IOException unreadable) {
            // the message says enough without a line
        }
        return Optional.empty();
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
