package io.cptm8.orchestratorm8.rabbitmq.publish;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import io.cptm8.orchestratorm8.rabbitmq.Broker;
import io.cptm8.orchestratorm8.rabbitmq.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes mandatory, persistent and confirmed, many messages at a time, on a channel of its own that it opens again
 * whenever it is lost.
 *
 * <p>Bounds: at most {@code window} messages are without a receipt; a message waits at most {@code confirmTimeout}
 * for a place in it and at most that long again for its receipt; longer only while the broker blocks publishers.
 */
final class ConfirmedPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConfirmedPublisher.class);
    private static final Map<String, Object> OWN = Map.of(Topology.OWN_HEADER, Topology.OWN_VALUE);

    private static final Duration LAST_WAIT = Duration.ofSeconds(1);

    private final String name;
    private final Broker broker;
    private final Semaphore window;
    private final int size;
    private final Duration confirmTimeout;
    private final ExecutorService receipts;
    private final ScheduledFuture<?> watch;
    private volatile ConfirmedChannel channel;
    /** When the broker was last seen to block us. Only the watchdog uses it. */
    private long blockedUntil = System.nanoTime();

    /** @param watchdog looks for receipts that do not come; publishers share it */
    ConfirmedPublisher(
            String name, Broker broker, int window, Duration confirmTimeout, ScheduledExecutorService watchdog) {
        this.name = name;
        this.broker = broker;
        this.window = new Semaphore(window);
        this.size = window;
        this.confirmTimeout = confirmTimeout;
        this.receipts = Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task, "orchestratorm8-receipts-" + name);
            thread.setDaemon(true);
            return thread;
        });
        var period = Math.max(50, confirmTimeout.toMillis() / 10);
        watch = watchdog.scheduleWithFixedDelay(this::watchOn, period, period, TimeUnit.MILLISECONDS);
    }

    /**
     * Hands a message over; the answer comes later, on the thread of the receipts.
     *
     * @throws IOException the message was certainly not sent
     */
    void publish(String exchange, String routingKey, String messageId, byte[] body, Outstanding.Answer answer)
            throws IOException, InterruptedException {
        var properties = new AMQP.BasicProperties.Builder()
                .deliveryMode(2)
                .contentType("application/json")
                .messageId(messageId)
                .headers(exchange.equals(Topology.OBSERVED) ? OWN : null)
                .timestamp(new Date())
                .build();
        if (!window.tryAcquire(confirmTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException(
                    "no place among %d unconfirmed messages within %d ms".formatted(size, confirmTimeout.toMillis()));
        }
        var handed = false;
        try {
            channel().publish(new Outstanding(exchange, routingKey, properties, body, (receipt, detail) -> {
                window.release();
                answer.receipt(receipt, detail);
            }));
            handed = true;
        } finally {
            if (!handed) {
                window.release();
            }
        }
    }

    private synchronized ConfirmedChannel channel() throws IOException {
        if (channel == null || !channel.isOpen()) {
            channel = confirmed(broker.openChannel());
        }
        return channel;
    }

    private ConfirmedChannel confirmed(Channel opened) throws IOException {
        try {
            return new ConfirmedChannel(opened, receipts);
        } catch (IOException | ShutdownSignalException e) {
            // A connection has only so many channels, and one that was not set up is nobody's.
            opened.abort();
            throw new IOException("the channel was lost while it was set up: " + e.getMessage(), e);
        }
    }

    int unconfirmed() {
        return size - window.availablePermits();
    }

    /** One look that fails must not be the last one: an executor drops a task that throws. */
    private void watchOn() {
        try {
            watch();
        } catch (RuntimeException e) {
            LOG.warn("The watchdog of the publisher could not do its work; it looks again.", e);
        }
    }

    /**
     * Ends the wait for a broker that is connected but does not answer. One that blocks publishers has said so: it
     * holds what we sent and will answer, and to send that again would only make copies.
     */
    private void watch() {
        if (broker.isBlocked()) {
            blockedUntil = System.nanoTime();
            return;
        }
        // Without the lock, which is held for as long as a channel takes to open: others are watched here too.
        var watched = channel;
        var oldest = watched == null ? null : watched.oldest();
        var now = System.nanoTime();
        if (oldest != null
                && now - oldest > confirmTimeout.toNanos()
                && now - blockedUntil > confirmTimeout.toNanos()) {
            var reason = "no confirm within %d ms".formatted(confirmTimeout.toMillis());
            retire(watched, reason);
        } else if (watched != null && watched.retireIfRefused(confirmTimeout.toNanos())) {
            // RabbitMQ finds the leader of a quorum queue once for each channel (rabbit_fifo_client), and one opened
            // while that leader's node goes down is refused for ever. Where a queue is just full, this costs little.
            LOG.debug("{}: everything was refused for {}; going on with another channel.", name, confirmTimeout);
            watched.close();
        }
    }

    /**
     * One queue may be silent while all others on the connection are well: a quorum queue without majority confirms
     * nothing. Then its channel goes, and the connection only if that does not answer either.
     */
    private void retire(ConfirmedChannel silent, String reason) {
        silent.retire();
        silent.fail(reason);
        if (!broker.answers(silent.connection())) {
            broker.abort(silent.connection(), reason + ", and no answer to anything else");
            return;
        }
        LOG.warn(
                "{}: giving up its channel to RabbitMQ: {}. Other channels are answered, so its queue is silent. What was sent is repeated with the same message_id.",
                name,
                reason);
        silent.close();
    }

    /** Waits a moment for receipts that are out, then closes. Routes have waited for theirs before they stopped. */
    @Override
    public void close() {
        try {
            if (window.tryAcquire(size, LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                window.release(size);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watch.cancel(false);
        synchronized (this) {
            if (channel != null) {
                channel.close();
                channel.fail("we closed before the broker answered");
            }
        }
        receipts.shutdown();
    }
}
