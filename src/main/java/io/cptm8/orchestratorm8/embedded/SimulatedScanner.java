package io.cptm8.orchestratorm8.embedded;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import io.cptm8.orchestratorm8.simulation.Conduct;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One scanner: takes one message at a time, pretends to scan, and acknowledges at the end on the channel that
 * delivered it. What happens in between is the subclass's. All of it happens on the clock's one thread.
 */
abstract class SimulatedScanner {

    private final String name;
    private final ScheduledExecutorService clock;
    private final ScanJournal journal;

    private Conduct conduct = Conduct.NORMAL;
    private Channel channel;
    private Future<?> scan;

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

    final Conduct conduct() {
        return conduct;
    }

    /** Whether it has a message and has not ended with it. */
    final boolean works() {
        return scan != null && !scan.isDone();
    }

    /**
     * Consumes from the queue, which must exist.
     *
     * @param own a channel for this scanner alone
     * @param lost run when the queue or the channel is gone, but not when the connection is: that comes back by
     *     itself, with its channels and consumers
     */
    final void consume(Channel own, Runnable lost) throws IOException {
        own.basicQos(1);
        own.basicConsume(queue(), false, new DefaultConsumer(own) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
                clock.execute(() -> attempt(() -> {
                    // Of one that has died since, the broker has its messages back.
                    if (own.isOpen()) {
                        scan(envelope.getDeliveryTag(), body);
                    }
                }));
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
        channel = own;
        journal.write(name, "listening on " + queue());
    }

    final boolean listens() {
        return channel != null && channel.isOpen();
    }

    /**
     * Does what a person tells it.
     *
     * @return false: it cannot
     */
    final boolean told(Conduct wanted) {
        if (!canBe(wanted)) {
            return false;
        }
        if (wanted != Conduct.NORMAL || conduct != Conduct.NORMAL) {
            note("told to " + (wanted == Conduct.NORMAL ? "work as it should" : wanted.word()));
            conduct = wanted;
            if (wanted == Conduct.DIE) {
                stopScan();
                leave();
            }
            attempt(() -> became(wanted));
        }
        return true;
    }

    /** What it was told to do once is done. */
    final void hasDoneIt() {
        conduct = Conduct.NORMAL;
    }

    /** Whether it knows how to conduct itself like this. */
    abstract boolean canBe(Conduct wanted);

    /** It was told so a moment ago. */
    abstract void became(Conduct wanted) throws IOException;

    /** Called for each message; must end in {@link #acknowledge}. */
    abstract void scan(long deliveryTag, byte[] body) throws IOException;

    final void note(String event) {
        journal.write(name, event);
    }

    /** The next step of the scan, which takes so long. */
    final void after(Duration delay, Step step) {
        scan = clock.schedule(() -> attempt(step), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    final void stopScan() {
        if (scan != null) {
            scan.cancel(false);
        }
    }

    final void publish(HandOver handOver, String status) throws IOException {
        channel.basicPublish(HandOver.EXCHANGE, handOver.routingKey(), HandOver.PROPERTIES, handOver.body(status));
    }

    final void acknowledge(long deliveryTag) throws IOException {
        channel.basicAck(deliveryTag, false);
    }

    private void leave() {
        try {
            if (channel != null) {
                channel.abort();
            }
        } catch (IOException e) {
            // Then it is gone with its connection.
        }
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
