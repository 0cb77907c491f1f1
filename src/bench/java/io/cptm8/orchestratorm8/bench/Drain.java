package io.cptm8.orchestratorm8.bench;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Empties a contender's queue over and over while it is filled: a queue of a million messages makes every broker slower, and
 * a consumer would take more of the machine than this.
 */
final class Drain implements AutoCloseable {

    /** What tells that it is over, asked four times a second. */
    @FunctionalInterface
    interface End {
        boolean reached() throws Exception;
    }

    private static final int LOOKS_PER_PURGE = 4;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Contender contender;
    private final Connection connection;
    private final Channel channel;

    Drain(Contender contender) throws Exception {
        this.contender = contender;
        this.connection = contender.broker().connectionFactory().newConnection("bench");
        this.channel = connection.createChannel();
    }

    /**
     * Purges once a second until then.
     *
     * @param limit seconds
     * @return how many messages came
     * @throws IllegalStateException when the end is not reached within the limit
     */
    long until(End end, int limit) throws Exception {
        var messages = 0L;
        for (var look = 1; !end.reached(); look++) {
            contender.requireAlive();
            if (look > limit * LOOKS_PER_PURGE) {
                throw new IllegalStateException("%s is not done within %d s".formatted(contender.name(), limit));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            if (look % LOOKS_PER_PURGE == 0) {
                messages += purge();
            }
        }
        return messages + purge();
    }

    private int purge() throws Exception {
        return channel.queuePurge(contender.queue()).getMessageCount();
    }

    @Override
    public void close() throws Exception {
        connection.close();
    }
}
