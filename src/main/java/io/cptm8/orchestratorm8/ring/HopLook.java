package io.cptm8.orchestratorm8.ring;

import io.cptm8.orchestratorm8.rabbitmq.Topology.Depth;
import io.cptm8.orchestratorm8.rabbitmq.TopologyException;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Asks the queue of a scanner whose turn it is, for a row of watch.sql: how many messages wait, as the header {@code waiting}, or -1, and what
 * that says of the hop, as the header {@code words}; whether its scanner is held, as the header {@code held}. A queue that cannot be asked says nothing, and nothing is done meanwhile.
 */
public final class HopLook implements Processor {

    /** Asks the broker. */
    @FunctionalInterface
    public interface Queues {
        /** @throws IOException the queue is missing, or cannot be asked */
        Depth depth(String queue) throws IOException;
    }

    /** RabbitMQ's consumer_timeout, unless it is set otherwise (rabbitmq.com/docs/consumers, "Delivery Acknowledgement Timeout"). */
    private static final int CONSUMER_TIMEOUT_MINUTES = 30;

    private static final long UNKNOWN = -1;
    static final String HELD = "held";

    private final Queues queues;

    public HopLook(Queues queues) {
        this.queues = queues;
    }

    @Override
    public void process(Exchange exchange) {
        var message = exchange.getMessage();
        var row = message.getBody(Map.class);
        var scanner = (String) row.get("scanner");
        var queue = (String) row.get("queue");
        message.setHeader("hop", row.get("hop"));
        message.setHeader("queue", queue);
        message.setHeader(HELD, row.get(HELD));
        try {
            var depth = queues.depth(queue);
            // What the scanner works on is not known of one token alone; of two at one scanner it is the first.
            var second = Boolean.TRUE.equals(row.get("second"));
            message.setHeader("waiting", mayBeHeld(depth) && !second ? UNKNOWN : depth.waiting());
            message.setHeader("words", words(scanner, queue, depth, ((Number) row.get("minutes")).intValue()));
        } catch (TopologyException missing) {
            // Nothing waits there; a start of it comes back unroutable, and the queue is declared then.
            message.setHeader("waiting", 0L);
            message.setHeader("words", missing.getMessage());
        } catch (IOException away) {
            message.setHeader("waiting", UNKNOWN);
            message.setHeader("words", "the broker cannot be asked for %s: %s".formatted(queue, away.getMessage()));
        }
        if (Boolean.TRUE.equals(row.get(HELD))) {
            message.setHeader("words", message.getHeader("words") + "; it is held, and not started again meanwhile");
        }
    }

    private static boolean mayBeHeld(Depth depth) {
        return depth.countsHeld() && depth.consumers() > 0 && depth.waiting() > 0;
    }

    private static String words(String scanner, String queue, Depth depth, int minutes) {
        if (depth.consumers() == 0) {
            return depth.waiting() > 0
                    ? "its start waits in %s and nobody consumes that: %s does not run, or has lost its channel"
                            .formatted(queue, scanner)
                    : "nobody consumes %s, and no start waits there: %s has ended without handing over"
                            .formatted(queue, scanner);
        }
        if (mayBeHeld(depth)) {
            return "%s works on its start from %s, or it waits there: this broker counts both"
                    .formatted(scanner, queue);
        }
        if (depth.waiting() > 0) {
            return "a start waits in %s behind one that %s has not acknowledged".formatted(queue, scanner);
        }
        return minutes < CONSUMER_TIMEOUT_MINUTES
                ? "no start waits in %s, so %s works on it, or it was lost".formatted(queue, scanner)
                : "no start waits in %s, so %s works on it, or it was lost; for longer than RabbitMQ usually waits for an acknowledgement (30 min): one that is not acknowledged is delivered again"
                        .formatted(queue, scanner);
    }
}
