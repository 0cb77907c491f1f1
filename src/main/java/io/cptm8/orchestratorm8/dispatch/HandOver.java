package io.cptm8.orchestratorm8.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads who hands over to whom from a message that a scanner published. Anybody may publish there, so everything in
 * it is only text: an empty body, no payload and unknown words are normal.
 */
public final class HandOver implements Processor {

    private static final Set<String> STATUSES = Set.of("complete", "warning", "incomplete");

    private final ObjectMapper json = new ObjectMapper();
    private final MeterRegistry meters;

    public HandOver(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void process(Exchange exchange) {
        var message = exchange.getMessage();
        var envelope = read(message.getBody(byte[].class));
        var status = envelope.path("payload").path("status").asText("");
        var known = STATUSES.contains(status) ? status : "none";
        message.setHeader("handOver.source", envelope.path("source").asText("unknown"));
        message.setHeader("handOver.status", known);
        message.setHeader("handOver.key", message.getHeader("CamelSpringRabbitmqRoutingKey", "", String.class));
        Counter.builder("orchestratorm8.hand.overs")
                .description("Messages that scanners handed over to each other, by the status in them")
                .tag("status", known)
                .register(meters)
                .increment();
    }

    private JsonNode read(byte[] body) {
        if (body == null || body.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return json.readTree(new String(body, java.nio.charset.StandardCharsets.UTF_8));
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}
