package io.cptm8.orchestratorm8.api;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a request's headers must say, and what they must not. */
final class Headers {

    private static final Set<String> OTHER_METHODS =
            Set.of("x-http-method-override", "x-http-method", "x-method-override");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final List<String> JSON =
            List.of("application/json", "application/problem+json", "application/*", "*/*");

    private Headers() {}

    /** Headers that steer Camel are Camel's own; it drops them too. */
    static void dropCamels(MultiMap headers) {
        for (var name : Set.copyOf(headers.names())) {
            var lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("camel") || lower.startsWith("org.apache.camel")) {
                headers.remove(name);
            }
        }
    }

    /** @throws Refusal the request says two things at once */
    static void check(HttpServerRequest request) throws Refusal {
        if (!request.uri().startsWith("/")) {
            throw Refusal.wrong("The request line must have a path and nothing before it.");
        }
        if (request.headers().names().stream()
                .anyMatch(name -> OTHER_METHODS.contains(name.toLowerCase(Locale.ROOT)))) {
            throw Refusal.wrong("The method stands in the request line and nowhere else.");
        }
        if (request.headers().getAll("Host").size() > 1) {
            throw Refusal.wrong("There is more than one Host.");
        }
    }

    /**
     * The body is read behind this, and only as long as it says here.
     *
     * @throws Refusal 400, 406, 411, 413 or 415
     */
    static void check(HttpServerRequest request, Operation operation) throws Refusal {
        var accept = request.getHeader("Accept");
        if (accept != null && !operation.id().startsWith("openapi") && !takesJson(accept)) {
            throw new Refusal(406, "Not acceptable", "Answers are application/json; Accept leaves them out.");
        }
        var length = request.getHeader("Content-Length");
        var hasBody = request.headers().contains("Transfer-Encoding") || length != null && !length.equals("0");
        if (operation.body() == null && hasBody) {
            throw new Refusal(400, "Not a request of this API", "This takes no body.", Map.of("Connection", "close"));
        }
        if (operation.body() == null) {
            return;
        }
        if (hasBody && length == null) {
            throw new Refusal(411, "Length needed", "A body needs Content-Length.", Map.of("Connection", "close"));
        }
        if (length != null && (length.length() > 9 || Long.parseLong(length) > Gatekeeper.LARGEST_BODY)) {
            throw tooLarge();
        }
        var type = request.getHeader("Content-Type");
        if (hasBody
                && (type == null
                        || !type.toLowerCase(Locale.ROOT)
                                .matches("application/json *(; *charset *= *\"?utf-8\"? *)?"))) {
            throw new Refusal(415, "Not JSON", "The body must be application/json.", Map.of("Connection", "close"));
        }
    }

    private static boolean takesJson(String accept) {
        for (var each : accept.toLowerCase(Locale.ROOT).split(",")) {
            var words = each.strip().split(" *; *");
            var none = each.matches(".*;\\s*q=0(\\.0*)?\\s*");
            if (JSON.contains(words[0]) && !none) {
                return true;
            }
        }
        return false;
    }

    static Refusal tooLarge() {
        return new Refusal(
                413,
                "Too large",
                "A body may have %d bytes.".formatted(Gatekeeper.LARGEST_BODY),
                Map.of("Connection", "close"));
    }

    /** @return null: none was given */
    static String idempotencyKey(HttpServerRequest request) throws Refusal {
        var given = request.headers().getAll("Idempotency-Key");
        if (given.isEmpty()) {
            return null;
        }
        if (given.size() > 1 || !KEY.matcher(given.get(0)).matches()) {
            throw Refusal.wrong("Idempotency-Key must be one word of 1 to 200 visible ASCII characters.");
        }
        return given.get(0);
    }
}
