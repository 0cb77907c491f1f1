package io.cptm8.orchestratorm8.bench;

import io.cptm8.orchestratorm8.embedded.DatabaseAddress;
import io.cptm8.orchestratorm8.testing.BrokerAddress;
import java.util.concurrent.TimeUnit;

/**
 * A process that publishes what requests ask for.
 *
 * @param queue where its messages arrive
 * @param scanner whose requests it looks at
 * @param port of its HTTP server; 0: it has none
 */
record Contender(
        String name,
        String scanner,
        String queue,
        DatabaseAddress database,
        BrokerAddress broker,
        Process process,
        int port)
        implements AutoCloseable {

    Requests requests() {
        requireAlive();
        return new Requests(database, scanner);
    }

    /** A process that has ended by itself has said why in its folder. */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "%s ended with exit code %d; its folder below target/bench has its output"
                            .formatted(name, process.exitValue()));
        }
    }

    /** Empties its queue: a queue that grows makes every broker slower. */
    void purge() throws Exception {
        try (var connection = broker.connectionFactory().newConnection("bench");
                var channel = connection.createChannel()) {
            var left = channel.messageCount(queue);
            if (channel.queuePurge(queue).getMessageCount() != left) {
                throw new IllegalStateException(name + ": something is still publishing to " + queue);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
