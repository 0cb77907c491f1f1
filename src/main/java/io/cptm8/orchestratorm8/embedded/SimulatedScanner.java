package io.cptm8.orchestratorm8.embedded;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One scanner: takes one message at a time, pretends to scan, and acknowledges at the end on the channel that
 * delivered it. What happens in between is the subclass's.
 */
abstract class SimulatedScanner {

    private final String name;
    private final ScheduledExecutorService clock;
    private final ScanJournal journal;

    private Channel channel;

    SimulatedScanner(String name, ScheduledExecutorService clock, ScanJournal journal) {
        this.name = name;
        this.clock = clock;
        this.journal = journal;
    }

    final String name() {
        return name;
    }

    /** The queue that the platform's naming gives this scanner. */
    final String queue() {
        return "q" + name;
    }

    /**
     * Consumes from the queue, which must exist.
     *
     * @param own a channel for this scanner alone
     * @param lost run when the queue or the channel is gone, but not when the connection is: that comes back by
     *     itself, with its channels and consumers
     */
    final void consume(Channel own, Runnable lost) throws IOException {
        channel = own;
        channel.basicQos(1);
        channel.basicConsume(queue(), false, new DefaultConsumer(own) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
                scan(envelope.getDeliveryTag(), body);
            }

            @Override
            public void handleCancel(String tag) throws IOException {
                own.abort();
                lost.run();
            }

            @Override
            public void handleShutdownSignal(String tag, ShutdownSignalException signal) {
                if (!signal.isHardError() && !signal.isInitiatedByApplication()) {
                    lost.run();
                }
            }
        });
        journal.write(name, "listening on " + queue());
    }

    /** Called for each message; must end in {@link #acknowledge}. */
    abstract void scan(long deliveryTag, byte[] body);

    final void note(String event) {
        journal.write(name, event);
    }

    final void after(Duration delay, Step step) {
        clock.schedule(() -> attempt(step), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    final void publish(HandOver handOver) throws IOException {
        channel.basicPublish(HandOver.EXCHANGE, handOver.routingKey(), HandOver.PROPERTIES, handOver.body());
    }

    final void acknowledge(long deliveryTag) throws IOException {
        channel.basicAck(deliveryTag, false);
    }

    private void attempt(Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            note("lost the broker; the message comes again when it is back");
        }
    }

    /** Something that needs the broker. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }
}
