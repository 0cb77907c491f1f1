package io.cptm8.orchestratorm8.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One operation of the contract.
 *
 * @param id its {@code operationId}: the id of its route, and the stem of its statement
 * @param action by which it stands in the audit
 * @param path its parts, of which one in braces stands for any
 * @param body the fields of the object that is sent; null: it takes no body
 */
record Operation(
        String id,
        String action,
        String method,
        List<String> path,
        Role role,
        List<Field> inPath,
        List<Field> inQuery,
        List<Field> body) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    boolean isAt(List<String> asked) {
        if (asked.size() != path.size()) {
            return false;
        }
        for (int i = 0; i < path.size(); i++) {
            if (!path.get(i).startsWith("{") && !path.get(i).equals(asked.get(i))) {
                return false;
            }
        }
        return true;
    }

    boolean changes() {
        return !method.equals("GET");
    }

    /**
     * What the address says, by names in their order, so that equal requests read equal.
     *
     * @param query each parameter with every value that it was given
     * @throws Refusal a parameter is wrong, unknown, or given twice
     */
    TreeMap<String, Object> arguments(List<String> asked, Map<String, List<String>> query) throws Refusal {
        var arguments = new TreeMap<String, Object>();
        for (var field : inPath) {
            arguments.put(field.name(), field.read(asked.get(path.indexOf("{" + field.name() + "}"))));
        }
        for (var given : query.entrySet()) {
            if (inQuery.stream().noneMatch(field -> field.name().equals(given.getKey()))) {
                throw Refusal.wrong("There is no such parameter. These there are: "
                        + inQuery.stream().map(Field::name).toList() + ".");
            }
            if (given.getValue().size() > 1) {
                throw Refusal.wrong("\"" + given.getKey() + "\" is given twice.");
            }
        }
        for (var field : inQuery) {
            var given = query.get(field.name());
            arguments.put(field.name(), field.read(given == null ? null : given.get(0)));
        }
        return arguments;
    }

    /**
     * What the body says.
     *
     * @throws Refusal it is no JSON object, or a field is wrong or unknown
     */
    Map<String, Object> body(byte[] sent) throws Refusal {
        var object = object(sent);
        var unknown = new HashSet<>(object.keySet());
        body.forEach(field -> unknown.remove(field.name()));
        if (!unknown.isEmpty()) {
            throw Refusal.wrong("The body has a field that is none. These there are: "
                    + body.stream().map(Field::name).toList() + ".");
        }
        var values = new TreeMap<String, Object>();
        for (var field : body) {
            var given = object.get(field.name());
            values.put(
                    field.name(),
                    given == null && object.containsKey(field.name()) ? field.readNull() : field.read(given));
        }
        return values;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(byte[] sent) throws Refusal {
        if (sent.length == 0) {
            return Map.of();
        }
        try {
            if (JSON.readValue(sent, Object.class) instanceof Map<?, ?> object) {
                return (Map<String, Object>) object;
            }
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw Refusal.wrong("The body is not JSON, from line %d column %d on."
                    .formatted(place == null ? 1 : place.getLineNr(), place == null ? 1 : place.getColumnNr()));
        } catch (java.io.IOException e) {
            throw Refusal.wrong("The body is not JSON.");
        }
        throw Refusal.wrong("The body is not a JSON object.");
    }
}
