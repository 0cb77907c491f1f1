package io.cptm8.orchestratorm8.dispatch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.cptm8.orchestratorm8.target.Wording;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads who hands over to whom from a message that a scanner published. Anybody may publish there, so everything in
 * it is only text, cut and made legible: an empty body, no payload and unknown words are normal. It reads as a stream
 * and never throws, since what fails here would be delivered again.
 */
public final class HandOver implements Processor {

    /** Bytes. A hand-over has some hundreds; what is larger is counted and not looked into. */
    static final int LARGEST = 1024 * 1024;

    /** Characters of what is logged of a name that somebody else wrote. */
    private static final int LONGEST_NAME = 80;

    private static final Set<String> STATUSES = Set.of("complete", "warning", "incomplete");
    private static final Said NOTHING = new Said("unknown", "none");

    /** No name is remembered: a table of names that strangers choose would be theirs to fill. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxStringLength(LARGEST)
                    .maxNumberLength(100)
                    .maxNameLength(1_000)
                    .build())
            .build();

    private record Said(String source, String status) {}

    private final MeterRegistry meters;

    public HandOver(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void process(Exchange exchange) {
        var message = exchange.getMessage();
        var said = message.getBody() instanceof byte[] body ? read(body) : NOTHING;
        message.setHeader("handOver.source", said.source());
        message.setHeader("handOver.status", said.status());
        message.setHeader(
                "handOver.key",
                Wording.legible(message.getHeader("CamelSpringRabbitmqRoutingKey", "", String.class), LONGEST_NAME));
        Counter.builder("orchestratorm8.hand.overs")
                .description("Messages that scanners handed over to each other, by the status in them")
                .tag("status", said.status())
                .register(meters)
                .increment();
    }

    private static Said read(byte[] body) {
        if (body.length > LARGEST) {
            return NOTHING;
        }
        try (var json = JSON.createParser(body)) {
            return json.nextToken() == JsonToken.START_OBJECT ? envelope(json) : NOTHING;
        } catch (IOException notJson) {
            return NOTHING;
        }
    }

    private static Said envelope(JsonParser json) throws IOException {
        var said = NOTHING;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            var value = json.nextToken();
            if (name.equals("source") && value == JsonToken.VALUE_STRING) {
                said = new Said(Wording.legible(json.getText(), LONGEST_NAME), said.status());
            } else if (name.equals("payload") && value == JsonToken.START_OBJECT) {
                said = new Said(said.source(), status(json));
            } else {
                json.skipChildren();
            }
        }
        return said;
    }

    private static String status(JsonParser json) throws IOException {
        var status = NOTHING.status();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            if (json.nextToken() == JsonToken.VALUE_STRING && name.equals("status")) {
                status = STATUSES.contains(json.getText()) ? json.getText() : NOTHING.status();
            } else {
                json.skipChildren();
            }
        }
        return status;
    }
}
