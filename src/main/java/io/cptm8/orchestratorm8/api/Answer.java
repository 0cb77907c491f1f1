package io.cptm8.orchestratorm8.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.Exchange;

/**
 * What is answered.
 *
 * @param text the body
 */
record Answer(int status, String type, String text) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String APPLICATION_JSON = "application/json";

    static Answer json(int status, String text) {
        return new Answer(status, APPLICATION_JSON, text);
    }

    static Answer json(Object value) {
        return json(200, text(value));
    }

    /** Puts it in place of the exchange's request; of that no header is left. */
    void to(Exchange exchange) {
        var message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, type);
        message.setBody(text);
    }

    static void of(Refusal refusal, String path, Exchange exchange) {
        new Answer(refusal.status(), Refusal.MEDIA_TYPE, text(refusal.problem(path))).to(exchange);
        refusal.headers().forEach(exchange.getMessage()::setHeader);
    }

    /** Where no route has been reached. */
    static void of(Refusal refusal, RoutingContext context) {
        var response = context.response();
        if (response.headWritten() || response.ended()) {
            return;
        }
        refusal.headers().forEach(response::putHeader);
        if (context.request().version() == HttpVersion.HTTP_2) {
            response.headers().remove("Connection");
        }
        response.setStatusCode(refusal.status())
                .putHeader("Content-Type", Refusal.MEDIA_TYPE)
                .end(text(refusal.problem(context.normalizedPath())));
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
