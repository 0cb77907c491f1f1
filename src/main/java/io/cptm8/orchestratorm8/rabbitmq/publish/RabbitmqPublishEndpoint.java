package io.cptm8.orchestratorm8.rabbitmq.publish;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** An exchange that a route publishes to. */
public final class RabbitmqPublishEndpoint extends DefaultEndpoint {

    private final String exchange;
    private String publisher = "default";
    private String routingKey;
    private boolean awaitReceipt = true;

    RabbitmqPublishEndpoint(String uri, RabbitmqPublishComponent component, String exchange) {
        super(uri, component);
        this.exchange = exchange;
    }

    @Override
    public Producer createProducer() {
        return new RabbitmqPublishProducer(this, (RabbitmqPublishComponent) getComponent());
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException(
                "rabbitmq-publish:" + exchange + " only publishes; consume with spring-rabbitmq:" + exchange);
    }

    String exchange() {
        return exchange;
    }

    /** Whose channel and window these are: one scanner's backlog must not hold up another's. */
    public void setPublisher(String publisher) {
        this.publisher = publisher;
    }

    String publisher() {
        return publisher;
    }

    /**
     * The routing key as the scanner's file writes it. It tags the duration of publishing; each message brings its
     * own key, which may hold an id and would make a series of each domain.
     */
    public void setRoutingKey(String routingKey) {
        this.routingKey = routingKey;
    }

    String routingKey() {
        return routingKey;
    }

    /** False: goes on at once, with the header {@link PublishHeaders#PENDING}, for steps that wait for many receipts at a time. */
    public void setAwaitReceipt(boolean awaitReceipt) {
        this.awaitReceipt = awaitReceipt;
    }

    boolean awaitReceipt() {
        return awaitReceipt;
    }
}
