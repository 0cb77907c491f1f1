package io.cptm8.orchestratorm8.api;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request that is not done, as RFC 9457 has it. The detail is for whoever asked: no stack, no secret.
 */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;
    private static final String TYPES = "urn:orchestratorm8:problem:";
    static final String MEDIA_TYPE = "application/problem+json";

    private final int status;
    private final String title;
    private final transient Map<String, String> headers;
    private final Reason reason;

    Refusal(int status, String title, String detail) {
        this(status, title, detail, Map.of());
    }

    /** @param headers that belong to the answer, such as {@code Allow} */
    Refusal(int status, String title, String detail, Map<String, String> headers) {
        this(status, title, detail, headers, Reason.of(status));
    }

    private Refusal(int status, String title, String detail, Map<String, String> headers, Reason reason) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
        this.headers = headers;
        this.reason = reason;
    }

    /** @param headers with what would let them in */
    static Refusal unknown(String detail, Map<String, String> headers, Reason reason) {
        return new Refusal(401, "Not known", detail, headers, reason);
    }

    static Refusal forbidden(String detail, Reason reason) {
        return new Refusal(403, "Not allowed", detail, Map.of(), reason);
    }

    static Refusal wrong(String detail) {
        return new Refusal(400, "Not a request of this API", detail);
    }

    static Refusal notThere(String detail) {
        return new Refusal(404, "Not found", detail);
    }

    static Refusal busy(String detail) {
        return new Refusal(503, "Cannot be answered now", detail, Map.of("Retry-After", "2"));
    }

    static Refusal bug() {
        return new Refusal(500, "A mistake of ours", "It was not done; the log of the program has the reason.");
    }

    int status() {
        return status;
    }

    Reason reason() {
        return reason;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** @param instance the path that was asked for */
    Map<String, Object> problem(String instance) {
        var problem = new LinkedHashMap<String, Object>();
        problem.put("type", TYPES + title.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]+", "-"));
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", getMessage());
        problem.put("instance", instance);
        return problem;
    }
}
