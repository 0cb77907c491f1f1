package io.cptm8.orchestratorm8.rabbitmq;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Stands before the other consumers of a queue, by consumer priority (rabbitmq.com/docs/consumer-priority), until one message has come. One that is
 * wanted is taken for good; any other goes on to them, as it does when this ends in any way before it has acknowledged it.
 */
public final class Interception implements AutoCloseable {

    /** Of a consumer that names none it is 0. */
    private static final int BEFORE_ALL = 1000;

    private final Channel channel;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private volatile boolean taken;

    private Interception(Channel channel) {
        this.channel = channel;
    }

    /** @throws IOException the queue cannot be consumed */
    static Interception before(Broker broker, String queue, Predicate<byte[]> wanted) throws IOException {
        var interception = new Interception(broker.openChannel());
        try {
            interception.consume(queue, wanted);
            return interception;
        } catch (IOException | RuntimeException e) {
            interception.close();
            throw e;
        }
    }

    private void consume(String queue, Predicate<byte[]> wanted) throws IOException {
        channel.basicQos(1);
        channel.basicConsume(
                queue,
                false,
                Map.of("x-priority", BEFORE_ALL),
                (tag, message) -> {
                    if (open.get() && wanted.test(message.getBody())) {
                        channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
                        taken = true;
                    }
                    close();
                },
                tag -> {});
    }

    /** Whether the message that was wanted has come and been taken. */
    public boolean hasTaken() {
        return taken;
    }

    /** Whether it still stands there. */
    public boolean isStanding() {
        return open.get() && channel.isOpen();
    }

    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            try {
                channel.abort();
            } catch (IOException gone) {
                // Then the broker has given back what it held.
            }
        }
    }
}
