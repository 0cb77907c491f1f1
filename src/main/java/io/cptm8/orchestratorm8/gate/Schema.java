package io.cptm8.orchestratorm8.gate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Camel's own JSON schema of its YAML, as it lies beside Camel on the class path. Nearly a megabyte, of which a file uses
 * little: a definition is looked up in the text and parsed, without its prose, when it is first asked for.
 */
final class Schema {

    private static final String RESOURCE = "/schema/camelYamlDsl.json";
    private static final String DEFINITIONS = "#/items/definitions/";
    private static final Set<String> PROSE =
            Set.of("title", "description", "default", "format", "deprecated", "$schema");

    private final String text;
    private static final String NAME = "\"org.apache.camel.";

    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, SchemaPart> definitions = new HashMap<>();
    private final SchemaPart entry;

    Schema() {
        try (var in = Schema.class.getResourceAsStream(RESOURCE)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " of Camel cannot be read", e);
        }
        find();
        // The definitions stand between an entry's first words and its properties, which are the last there are.
        entry = new SchemaPart(
                this,
                Map.of(
                        "maxProperties",
                        1,
                        "additionalProperties",
                        false,
                        "properties",
                        object(text.lastIndexOf("\"properties\""), true)));
    }

    /** One entry of a file's list. */
    SchemaPart entry() {
        return entry;
    }

    SchemaPart definition(String reference) {
        return definitions.computeIfAbsent(reference, this::read);
    }

    /** A name with a quote right before it is that of a definition: whatever refers to one has the path before it. */
    private void find() {
        for (int at = text.indexOf(NAME); at >= 0; at = text.indexOf(NAME, at + 1)) {
            places.put(text.substring(at + 1, text.indexOf('"', at + 1)), at);
        }
    }

    private SchemaPart read(String reference) {
        return new SchemaPart(this, object(places.getOrDefault(reference.substring(DEFINITIONS.length()), -1), false));
    }

    /** @param from where the key of the object stands */
    private Map<String, Object> object(int from, boolean names) {
        var start = text.indexOf('{', from);
        if (from < 0 || start < 0) {
            throw new IllegalStateException("This is a bug: %s of Camel is not as it was".formatted(RESOURCE));
        }
        try (var reader = new StringReader(text)) {
            reader.skip(start);
            var json = new JsonFactory().createParser(reader);
            json.nextToken();
            return object(json, names);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " of Camel cannot be read", e);
        }
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
