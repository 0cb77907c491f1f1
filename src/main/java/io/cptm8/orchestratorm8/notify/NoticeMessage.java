package io.cptm8.orchestratorm8.notify;

import io.cptm8.orchestratorm8.rabbitmq.Envelope;
import io.cptm8.orchestratorm8.rabbitmq.publish.PublishHeaders;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Makes the message of one notice: the platform's envelope around its notification. The notice itself is kept as a property. */
public final class NoticeMessage implements Processor {

    static final String NOTICE = "notice";

    private final UnaryOperator<String> shown;

    /** @param shown takes out of a text what is none of an administrator's business */
    public NoticeMessage(UnaryOperator<String> shown) {
        this.shown = shown;
    }

    @Override
    public void process(Exchange exchange) {
        var message = exchange.getMessage();
        var told = message.getBody(Told.class);
        exchange.setProperty(NOTICE, told);
        var routingKey = told.kind().loudness().routingKey();
        message.setHeader(PublishHeaders.ROUTING_KEY, routingKey);
        message.setHeader(PublishHeaders.MESSAGE_ID, told.messageId());
        message.setBody(Envelope.now(routingKey, Notification8.toAdmins(told.kind(), shown.apply(told.message()))));
    }
}
