package io.cptm8.orchestratorm8.deploy;

import io.cptm8.orchestratorm8.yaml.Fault;
import io.cptm8.orchestratorm8.yaml.Mistake;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whose id is whose: the ids of routes and templates are the same for all files, and the first one keeps it. */
final class Ids {

    private static final Pattern ID = Pattern.compile("(?m)^ {4}(?:id|routeId): *[\"']?([^\"'\\s#]+)[\"']?");

    private final Map<String, Path> owners = new HashMap<>();

    /** The ids that a file gives to its routes and templates, each with the place where it stands. */
    static Map<String, Integer> in(String text) {
        var ids = new LinkedHashMap<String, Integer>();
        var matcher = ID.matcher(text);
        while (matcher.find()) {
            ids.putIfAbsent(matcher.group(1), matcher.start(1));
        }
        return ids;
    }

    /** Empty when none of these is somebody else's; then they are this file's. */
    Optional<Fault> claim(RouteFile file, Set<String> ids) {
        for (var id : ids) {
            var owner = owners.get(id);
            if (owner != null && !owner.equals(file.path())) {
                return Optional.of(taken(file, id, owner));
            }
        }
        ids.forEach(id -> owners.put(id, file.path()));
        return Optional.empty();
    }

    private static Fault taken(RouteFile file, String id, Path owner) {
        var before = file.text().substring(0, in(file.text()).getOrDefault(id, 0));
        var line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Fault(
                file.path(),
                line,
                before.length() - before.lastIndexOf('\n'),
                Mistake.DUPLICATE_ID,
                id,
                "the id \"%s\" belongs to %s already, and an id is of one file only".formatted(id, owner),
                Optional.empty());
    }
}
