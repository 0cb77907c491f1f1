package io.cptm8.orchestratorm8.ring;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the message that waits in the queue of a scanner which works on another token already: the ring keeps the one that is worked on.
 * The ledger has written down before that the run of this one is merged; should it stay in the queue after all, it is heard of again.
 */
public final class Surplus implements Processor {

    /** Takes a message out of a queue. */
    @FunctionalInterface
    public interface Taking {
        /** Answers whether there was one. */
        boolean take(String queue) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Surplus.class);

    private final Taking queues;

    public Surplus(Taking queues) {
        this.queues = queues;
    }

    @Override
    public void process(Exchange exchange) {
        var queue = exchange.getMessage().getHeader("queue", String.class);
        try {
            if (!queues.take(queue)) {
                LOG.info("No start waits in {} any more: its scanner has taken it.", queue);
            }
        } catch (IOException e) {
            LOG.warn("The start that is one too many could not be taken out of {}: {}", queue, e.getMessage());
        }
    }
}
