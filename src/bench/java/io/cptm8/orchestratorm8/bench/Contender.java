package io.cptm8.orchestratorm8.bench;

import io.cptm8.orchestratorm8.embedded.DatabaseAddress;
import io.cptm8.orchestratorm8.testing.BrokerAddress;

/**
 * A process that publishes what requests ask for.
 *
 * @param queue where its messages arrive
 * @param scanner whose requests it looks at
 * @param port of its HTTP side, on the loopback address; 0: it has none
 */
record Contender(String name, String scanner, String queue, Plot plot, Child child, int port) implements AutoCloseable {

    DatabaseAddress database() {
        return plot.database();
    }

    BrokerAddress broker() {
        return plot.broker();
    }

    long process() {
        return child.process().pid();
    }

    Requests requests() {
        requireAlive();
        return new Requests(plot.database(), scanner);
    }

    void requireAlive() {
        child.requireAlive();
    }

    /** Empties its queue, since one that grows makes every broker slower, and answers how many messages were in it. */
    int purge() throws Exception {
        try (var connection = plot.broker().connectionFactory().newConnection("bench");
                var channel = connection.createChannel()) {
            var left = channel.messageCount(queue);
            var purged = channel.queuePurge(queue).getMessageCount();
            if (purged != left) {
                throw new IllegalStateException(name + ": something is still publishing to " + queue);
            }
            return purged;
        }
    }

    @Override
    public void close() throws InterruptedException {
        child.close();
    }
}
