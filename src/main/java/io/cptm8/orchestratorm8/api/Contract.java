package io.cptm8.orchestratorm8.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The operations of {@code api/openapi.yaml}: which there are, who may do each, and what it takes. Nothing else is let in. */
final class Contract {

    static final String TEXT = text();

    private final Map<String, Object> document;
    private final List<Operation> operations = new ArrayList<>();

    Contract() {
        document = object(new Load(LoadSettings.builder().build()).loadFromString(TEXT));
        object(document.get("paths"))
                .forEach((path, item) -> object(item)
                        .forEach((method, operation) -> operations.add(operation(path, method, object(operation)))));
    }

    Map<String, Object> document() {
        return document;
    }

    List<Operation> operations() {
        return List.copyOf(operations);
    }

    /**
     * @param asked the parts of the path, decoded
     * @throws Refusal there is no such path, or not this way
     */
    Operation find(String method, List<String> asked) throws Refusal {
        var here = operations.stream().filter(each -> each.isAt(asked)).toList();
        if (here.isEmpty()) {
            throw Refusal.notThere("There is nothing at this address; /api/openapi.yaml says what there is.");
        }
        for (var each : here) {
            if (each.method().equals(method)) {
                return each;
            }
        }
        var allowed = here.stream().map(Operation::method).collect(Collectors.joining(", "));
        throw new Refusal(405, "Not this way", "This address takes " + allowed + ".", Map.of("Allow", allowed));
    }

    private static Operation operation(String path, String method, Map<String, Object> operation) {
        return new Operation(
                String.valueOf(operation.get("operationId")),
                String.valueOf(operation.getOrDefault("x-action", operation.get("operationId"))),
                method.toUpperCase(java.util.Locale.ROOT),
                Arrays.asList(path.substring(1).split("/")),
                Role.of(String.valueOf(operation.get("x-role"))).orElseThrow(),
                parameters(operation, "path"),
                parameters(operation, "query"),
                body(operation));
    }

    private static List<Field> parameters(Map<String, Object> operation, String in) {
        return ((List<?>) operation.getOrDefault("parameters", List.of()))
                .stream()
                        .map(Contract::object)
                        .filter(parameter -> in.equals(parameter.get("in")))
                        .map(parameter -> new Field(
                                String.valueOf(parameter.get("name")),
                                Boolean.TRUE.equals(parameter.get("required")),
                                object(parameter.get("schema"))))
                        .toList();
    }

    private static List<Field> body(Map<String, Object> operation) {
        if (!operation.containsKey("requestBody")) {
            return null;
        }
        var content = object(object(operation.get("requestBody")).get("content"));
        var schema = object(object(content.get("application/json")).get("schema"));
        var required = (List<?>) schema.getOrDefault("required", List.of());
        var fields = new ArrayList<Field>();
        new TreeMap<>(object(schema.get("properties")))
                .forEach((name, each) -> fields.add(new Field(name, required.contains(name), object(each))));
        return List.copyOf(fields);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object node) {
        return (Map<String, Object>) node;
    }

    private static String text() {
        try (var stream = Contract.class.getResourceAsStream("/api/openapi.yaml")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
