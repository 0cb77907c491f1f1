package io.cptm8.orchestratorm8.api;

import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The part of an address behind the question mark. */
final class Query {

    private Query() {}

    /** @throws Refusal it cannot be decoded */
    static Map<String, List<String>> of(RoutingContext context) throws Refusal {
        var parameters = new LinkedHashMap<String, List<String>>();
        try {
            for (var each : context.queryParams(StandardCharsets.UTF_8)) {
                parameters
                        .computeIfAbsent(each.getKey(), name -> new ArrayList<>())
                        .add(each.getValue());
            }
        } catch (RuntimeException undecodable) {
            throw Refusal.wrong("The part of the address behind the question mark cannot be decoded.");
        }
        return parameters;
    }
}
