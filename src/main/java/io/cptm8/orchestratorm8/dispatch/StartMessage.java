package io.cptm8.orchestratorm8.dispatch;

import io.cptm8.orchestratorm8.rabbitmq.publish.PublishHeaders;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Makes the start message of a ring: an envelope without payload. Its channel is the header {@code routingKey}. */
public final class StartMessage implements Processor {

    @Override
    public void process(Exchange exchange) {
        var message = exchange.getMessage();
        message.setBody(Envelope.now(message.getHeader(PublishHeaders.ROUTING_KEY, String.class), null));
    }
}
