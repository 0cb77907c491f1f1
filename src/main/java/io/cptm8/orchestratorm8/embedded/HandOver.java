package io.cptm8.orchestratorm8.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a scanner of the ring publishes when its scan has ended, with the same fields as a real one.
 *
 * @param source the scanner that ended
 * @param next the scanner whose turn it is
 */
record HandOver(String source, String next) {

    static final String EXCHANGE = "cptm8";

    /** Persistent JSON and nothing else, as the scanners send it. */
    static final BasicProperties PROPERTIES = new BasicProperties.Builder()
            .deliveryMode(2)
            .contentType("application/json")
            .build();

    private static final ObjectMapper JSON = new ObjectMapper();

    String routingKey() {
        return "cptm8." + next + ".get.scan";
    }

    /** @param status {@code complete} or {@code warning} */
    byte[] body(String status) {
        var payload = new LinkedHashMap<String, String>();
        payload.put("status", status);
        payload.put(
                "message",
                status.equals("complete")
                        ? "Simulated scan by " + source + " complete"
                        : "Simulated scan by " + source + " ended, but some hosts did not answer");
        var envelope = new LinkedHashMap<String, Object>();
        envelope.put("channel", routingKey());
        envelope.put("payload", payload);
        envelope.put("timestamp", OffsetDateTime.now().format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
        envelope.put("source", source);
        return json(envelope);
    }

    private static byte[] json(Map<String, Object> envelope) {
        try {
            return JSON.writeValueAsBytes(envelope);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Strings did not become JSON. Indicates a bug.", e);
        }
    }
}
