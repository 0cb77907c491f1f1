package io.cptm8.orchestratorm8.rabbitmq.publish;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * Sends the body, bytes of JSON, and goes on with the exchange when the broker has spoken; or at once, if its endpoint
 * says so.
 *
 * <p>Reads the headers {@link PublishHeaders#ROUTING_KEY} and {@link PublishHeaders#MESSAGE_ID}. Writes
 * {@link PublishHeaders#VERDICT}: the text of a {@link Receipt}, {@code failed} or {@code not sent} when the message was
 * certainly not sent, or {@code released} when it was too late to send it; and {@link PublishHeaders#WHY} unless all went well. Of a message that was sent and is not waited for it writes
 * {@link PublishHeaders#PENDING} instead. It fails the exchange only for what is no matter of the broker's.
 */
final class RabbitmqPublishProducer extends DefaultAsyncProducer {

    private final RabbitmqPublishEndpoint endpoint;
    private final RabbitmqPublishComponent component;
    private ConfirmedPublisher publisher;
    private Timer duration;
    private Gauge unconfirmed;

    RabbitmqPublishProducer(RabbitmqPublishEndpoint endpoint, RabbitmqPublishComponent component) {
        super(endpoint);
        this.endpoint = endpoint;
        this.component = component;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (component.broker() == null) {
            return; // routes are only checked: nothing is ever sent
        }
        publisher = new ConfirmedPublisher(
                endpoint.publisher(),
                component.broker(),
                component.window(),
                component.confirmTimeout(),
                component.watchdog());
        duration = Timer.builder("message.publish.duration")
                .description("From handing a message over until the broker's receipt")
                .tag("exchange", endpoint.exchange())
                .tag("routing_key", endpoint.routingKey())
                .publishPercentileHistogram()
                .minimumExpectedValue(java.time.Duration.ofNanos(100_000))
                .maximumExpectedValue(component.confirmTimeout())
                .register(component.meters());
        unconfirmed = Gauge.builder("orchestratorm8.unconfirmed", publisher, ConfirmedPublisher::unconfirmed)
                .description("Messages handed over whose receipt has not come yet")
                .tag("scanner", endpoint.publisher())
                .register(component.meters());
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        var message = exchange.getMessage();
        if (isTooLate(message)) {
            message.setHeader(PublishHeaders.VERDICT, PublishHeaders.RELEASED);
            message.setHeader(PublishHeaders.WHY, PublishHeaders.TOO_LATE);
            callback.done(true);
            return true;
        }
        try {
            if (!endpoint.awaitReceipt()) {
                var pending = new CompletableFuture<Word>();
                publish(message, pending::complete);
                message.setHeader(PublishHeaders.PENDING, pending);
                callback.done(true);
                return true;
            }
            publish(message, word -> {
                message.setHeader(PublishHeaders.VERDICT, word.receipt().text());
                message.setHeader(PublishHeaders.WHY, word.detail());
                callback.done(false);
            });
            return false;
        } catch (UnsendableException | InvalidPayloadException cannotBe) {
            message.setHeader(PublishHeaders.VERDICT, PublishHeaders.NOT_SENT);
            message.setHeader(PublishHeaders.WHY, "it cannot be sent: " + cannotBe.getMessage());
        } catch (IOException notSent) {
            message.setHeader(PublishHeaders.VERDICT, PublishHeaders.FAILED);
            message.setHeader(
                    PublishHeaders.WHY,
                    "not sent: " + Objects.requireNonNullElse(notSent.getMessage(), notSent.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            message.setHeader(PublishHeaders.VERDICT, PublishHeaders.FAILED);
            message.setHeader(PublishHeaders.WHY, "not sent: interrupted");
        } catch (Exception e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    private static boolean isTooLate(Message message) {
        var notAfter = message.getHeader(PublishHeaders.NOT_AFTER, Long.class);
        return notAfter != null && System.nanoTime() - notAfter >= 0;
    }

    private void publish(Message message, Consumer<Word> listener) throws Exception {
        var started = System.nanoTime();
        publisher.publish(
                endpoint.exchange(),
                ShortText.require("routing key", message.getHeader(PublishHeaders.ROUTING_KEY, String.class)),
                ShortText.require("message_id", message.getHeader(PublishHeaders.MESSAGE_ID, String.class)),
                message.getMandatoryBody(byte[].class),
                (receipt, detail) -> {
                    var heardAt = System.nanoTime();
                    duration.record(heardAt - started, TimeUnit.NANOSECONDS);
                    listener.accept(new Word(receipt, detail, heardAt));
                });
    }

    @Override
    protected void doStop() throws Exception {
        if (publisher != null) {
            // Or the next producer of this scanner would be given the gauge that looks at this one.
            component.meters().remove(unconfirmed);
            publisher.close();
        }
        super.doStop();
    }
}
