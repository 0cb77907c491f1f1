package io.cptm8.orchestratorm8.rehearsal;

import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Tells files whose routes do something only when another route calls them from those that begin by themselves. */
final class PassiveRoutes {

    private PassiveRoutes() {}

    /** Whether no route in this text has a timer, a queue, HTTP or any other trigger of its own. */
    static boolean only(String yaml) {
        try {
            return new Load(LoadSettings.builder().build()).loadFromString(yaml) instanceof List<?> entries
                    && entries.stream().allMatch(PassiveRoutes::isPassive);
        } catch (YamlEngineException notYaml) {
            return false;
        }
    }

    private static boolean isPassive(Object entry) {
        if (!(entry instanceof Map<?, ?> map)) {
            return false;
        }
        var route = map.get("route") instanceof Map<?, ?> inner ? inner : map;
        if (route.get("from") instanceof Map<?, ?> from) {
            return from.get("uri") instanceof String uri && uri.matches("(direct|seda):.*");
        }
        return map.containsKey("routeConfiguration") || map.containsKey("beans");
    }
}
