package io.cptm8.orchestratorm8.dispatch;

import io.cptm8.orchestratorm8.rabbitmq.Envelope;
import io.cptm8.orchestratorm8.rabbitmq.publish.PublishHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Makes the message of one domain from the claimed row: the columns that the header {@code content} lists, bare or as
 * the payload of an envelope as the header {@code form} says. A column without a value is left out.
 */
public final class DomainMessage implements Processor {

    @Override
    public void process(Exchange exchange) {
        var message = exchange.getMessage();
        var row = message.getBody(Map.class);
        var content = new LinkedHashMap<String, Object>();
        for (var column : message.getHeader("content", String.class).split(",")) {
            var value = row.get(column.strip());
            if (value != null) {
                content.put(column.strip(), value);
            }
        }
        message.setBody(
                "bare".equals(message.getHeader("form"))
                        ? content
                        : Envelope.now(message.getHeader(PublishHeaders.ROUTING_KEY, String.class), content));
    }
}
