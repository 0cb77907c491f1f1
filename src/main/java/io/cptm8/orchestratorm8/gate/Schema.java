package io.cptm8.orchestratorm8.gate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Camel's own JSON schema of its YAML, as it lies beside Camel on the class path. Read once, as a stream and without its
 * prose, which is most of it.
 */
final class Schema {

    private static final String RESOURCE = "/schema/camelYamlDsl.json";
    private static final String DEFINITIONS = "#/items/definitions/";
    private static final Set<String> PROSE =
            Set.of("title", "description", "default", "format", "deprecated", "$schema");

    private final Map<String, Rule> definitions = new HashMap<>();
    private final Rule entry;

    Schema() {
        try (var in = Schema.class.getResourceAsStream(RESOURCE);
                var json = new JsonFactory().createParser(in)) {
            json.nextToken();
            var items = map(map(value(json, false)).get("items"));
            map(items.get("definitions"))
                    .forEach((name, definition) -> definitions.put(name, new Rule(this, map(definition))));
            entry = new Rule(this, items);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " of Camel cannot be read", e);
        }
    }

    /** One entry of a file's list. */
    Rule entry() {
        return entry;
    }

    Rule definition(String reference) {
        return definitions.get(reference.substring(DEFINITIONS.length()));
    }

    /** @param names the keys of this object are names that somebody chose, so none of them is prose */
    private static Object value(JsonParser json, boolean names) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json, names);
            case START_ARRAY -> {
                var list = new ArrayList<Object>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(json, false));
                }
                yield list;
            }
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NUMBER_INT -> json.getIntValue();
            default -> json.getText().intern();
        };
    }

    private static Map<String, Object> object(JsonParser json, boolean names) throws IOException {
        var object = new LinkedHashMap<String, Object>(4);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            var key = json.currentName();
            json.nextToken();
            if (!names && PROSE.contains(key)) {
                json.skipChildren();
            } else {
                object.put(key, value(json, !names && (key.equals("properties") || key.equals("definitions"))));
            }
        }
        return object;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static <T> List<T> list(Object value) {
        return value == null ? List.of() : (List<T>) value;
    }
}
