package io.cptm8.orchestratorm8.deploy;

import io.cptm8.orchestratorm8.yaml.Fault;
import io.cptm8.orchestratorm8.yaml.FaultsException;
import io.cptm8.orchestratorm8.yaml.Mistake;
import io.cptm8.orchestratorm8.yaml.YamlFile;
import io.cptm8.orchestratorm8.yaml.YamlNode;
import io.cptm8.orchestratorm8.yaml.YamlNode.Fields;
import io.cptm8.orchestratorm8.yaml.YamlNode.Items;
import io.cptm8.orchestratorm8.yaml.YamlNode.Scalar;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whose id is whose: the ids of routes and templates are the same for all files, and the first one keeps it. */
final class Ids {

    private static final List<String> NAMES = List.of("id", "routeId");

    private final Map<String, Path> owners = new HashMap<>();

    /** The ids that a file gives to its routes and templates, each with the place where it stands; none if it is not YAML. */
    static Map<String, Scalar> in(RouteFile file) {
        var ids = new LinkedHashMap<String, Scalar>();
        try {
            if (YamlFile.of(file.path(), file.text()).root() instanceof Items entries) {
                entries.items().forEach(entry -> collect(entry, ids));
            }
        } catch (FaultsException notYaml) {
            return Map.of();
        }
        return ids;
    }

    private static void collect(YamlNode entry, Map<String, Scalar> ids) {
        if (entry instanceof Fields fields) {
            for (var field : fields.fields()) {
                if (field.value() instanceof Fields route) {
                    NAMES.stream()
                            .flatMap(name -> route.get(name).stream())
                            .filter(Scalar.class::isInstance)
                            .map(Scalar.class::cast)
                            .forEach(id -> ids.putIfAbsent(id.text(), id));
                }
            }
        }
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
        var place = in(file).get(id);
        return new Fault(
                file.path(),
                place.line(),
                place.column(),
                Mistake.DUPLICATE_ID,
                id,
                "the id \"%s\" belongs to %s already, and an id is of one file only".formatted(id, owner),
                Optional.empty());
    }
}
