package io.cptm8.orchestratorm8.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.net.http.HttpResponse;
import java.util.List;

/** Holds answers against the schemas of the contract, which OpenAPI 3.0 writes nearly as JSON Schema does. */
final class AnswerSchema {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode document;

    AnswerSchema(Contract contract) {
        document = JSON.valueToTree(contract.document());
        nullable(document);
    }

    /** @return what is wrong with the answer; empty: nothing */
    List<String> faults(Operation operation, HttpResponse<String> answer) throws Exception {
        var responses = document.at("/paths/~1" + String.join("~1", operation.path()) + "/"
                + operation.method().toLowerCase(java.util.Locale.ROOT) + "/responses");
        var response = responses.path(Integer.toString(answer.statusCode()));
        if (response.isMissingNode()) {
            return List.of("status " + answer.statusCode() + " is not in the contract: " + answer.body());
        }
        var type = answer.headers().firstValue("content-type").orElse("");
        var content = response.path("content").path(type.replaceFirst(";.*", ""));
        if (content.isMissingNode()) {
            return List.of("type " + type + " is not in the contract");
        }
        if (type.equals("application/yaml")) {
            return List.of();
        }
        var schema = (ObjectNode) content.get("schema").deepCopy();
        schema.set("components", document.get("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                .getSchema(schema)
                .validate(JSON.readTree(answer.body()))
                .stream()
                .map(Object::toString)
                .toList();
    }

    /** What may be null has null among its types. */
    private static void nullable(JsonNode node) {
        node.forEach(AnswerSchema::nullable);
        if (node instanceof ObjectNode object && object.path("nullable").asBoolean(false)) {
            if (object.has("allOf")) {
                var either = object.putArray("anyOf");
                either.add(object.remove("allOf").get(0));
                either.addObject().put("type", "null");
            } else {
                var type = object.get("type").asText();
                object.putArray("type").add(type).add("null");
            }
        }
    }
}
