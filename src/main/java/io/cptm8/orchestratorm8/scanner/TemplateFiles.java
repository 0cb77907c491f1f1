package io.cptm8.orchestratorm8.scanner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The parameters of route templates as their files say them, for who wants to know them without starting Camel.
 *
 * @param directory {@code routes/templates}
 */
public record TemplateFiles(Path directory) {

    /**
     * By the template's id: the names of its parameters, each with its default; empty: it must be given. A file that is
     * no template's has none: what is wrong with it is for the check to say.
     *
     * @throws IOException when the folder cannot be read
     */
    public Map<String, Map<String, Optional<String>>> parameters() throws IOException {
        var templates = new HashMap<String, Map<String, Optional<String>>>();
        try (var files = Files.list(directory)) {
            for (var file : files.filter(each -> each.getFileName().toString().matches("[^.].*\\.ya?ml"))
                    .toList()) {
                for (var entry : list(load(file))) {
                    var template = map(map(entry).get("routeTemplate"));
                    if (template.get("id") instanceof String id) {
                        templates.put(id, parameters(template));
                    }
                }
            }
        }
        return templates;
    }

    private static Map<String, Optional<String>> parameters(Map<?, ?> template) {
        var parameters = new HashMap<String, Optional<String>>();
        for (var each : list(template.get("parameters"))) {
            var parameter = map(each);
            var fallback = parameter.get("defaultValue");
            parameters.put(
                    String.valueOf(parameter.get("name")),
                    Boolean.FALSE.equals(parameter.get("required"))
                            ? Optional.of(fallback == null ? "" : fallback.toString())
                            : Optional.empty());
        }
        return parameters;
    }

    private static Object load(Path file) throws IOException {
        try {
            return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        } catch (YamlEngineException notYaml) {
            return List.of();
        }
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static Map<?, ?> map(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
