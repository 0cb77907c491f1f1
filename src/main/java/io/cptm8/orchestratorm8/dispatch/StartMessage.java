package io.cptm8.orchestratorm8.dispatch;

import io.cptm8.orchestratorm8.rabbitmq.Envelope;
import io.cptm8.orchestratorm8.rabbitmq.publish.PublishHeaders;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Makes the start message of a ring: an envelope without payload. Its channel is the header {@code routingKey}. Who has
 * resigned as the leader starts none any more: what has gathered is handed back, as if its lease were over.
 */
public final class StartMessage implements Processor {

    private final BooleanSupplier resigned;

    /** @param resigned whether another may lead already */
    public StartMessage(BooleanSupplier resigned) {
        this.resigned = resigned;
    }

    @Override
    public void process(Exchange exchange) {
        var message = exchange.getMessage();
        if (resigned.getAsBoolean()) {
            message.setHeader(ClaimTerms.NOT_AFTER, System.nanoTime());
        }
        message.setBody(Envelope.now(message.getHeader(PublishHeaders.ROUTING_KEY, String.class), null));
    }
}
