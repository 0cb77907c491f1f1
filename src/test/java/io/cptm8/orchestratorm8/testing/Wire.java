package io.cptm8.orchestratorm8.testing;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The other end of the wire: what a test declares, sends and finds on the broker, without our own client code. */
public final class Wire implements AutoCloseable {

    /** A queue that takes one waiting message and refuses the next: the queue of every scanner of today. */
    public static final Map<String, Object> ONE_WAITING = Map.of("x-max-length", 1, "x-overflow", "reject-publish");

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Connection connection;
    private final Channel channel;

    private Wire(Connection connection, Channel channel) {
        this.connection = connection;
        this.channel = channel;
    }

    public static Wire to(BrokerAddress address) {
        ConnectionFactory factory = address.connectionFactory();
        factory.setThreadFactory(task -> {
            Thread thread = new Thread(task, "wire-" + address.virtualHost());
            thread.setDaemon(true);
            return thread;
        });
        try {
            Connection connection = factory.newConnection("test");
            return new Wire(connection, connection.createChannel());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer from " + address, e);
        }
    }

    public Connection connection() {
        return connection;
    }

    /** The channel of everything below except {@link #depth}; for what this class has no word for. */
    public Channel channel() {
        return channel;
    }

    /** A durable topic exchange, as all exchanges of the platform are. */
    public Wire topic(String exchange) {
        return run(() -> channel.exchangeDeclare(exchange, "topic", true));
    }

    /** A durable queue without arguments. */
    public Wire queue(String queue) {
        return queue(queue, Map.of());
    }

    public Wire queue(String queue, Map<String, Object> arguments) {
        return run(() -> channel.queueDeclare(queue, true, false, false, arguments));
    }

    public Wire unbind(String queue, String exchange, String pattern) {
        return run(() -> channel.queueUnbind(queue, exchange, pattern));
    }

    public Wire bind(String queue, String exchange, String pattern) {
        return run(() -> channel.queueBind(queue, exchange, pattern));
    }

    /** Sends a persistent message and waits for nothing. */
    public Wire publish(String exchange, String routingKey, String text) {
        return run(() -> channel.basicPublish(
                exchange, routingKey, MessageProperties.PERSISTENT_BASIC, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Hands over what comes into a queue, in its own words, and takes it. */
    public Wire hear(String queue, Consumer<String> heard) {
        return run(() -> channel.basicConsume(
                queue,
                true,
                (tag, message) -> heard.accept(new String(message.getBody(), StandardCharsets.UTF_8)),
                tag -> {}));
    }

    /** Ready messages; those a consumer holds are not counted. */
    public int depth(String queue) {
        // A queue that is missing costs the channel that asked.
        try (Channel asking = connection.createChannel()) {
            return asking.queueDeclarePassive(queue).getMessageCount();
        } catch (IOException e) {
            throw new UncheckedIOException("depth of " + queue, e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("depth of " + queue, e);
        }
    }

    /** Takes everything that is ready now, oldest first. */
    public List<Received> drain(String queue) {
        List<Received> taken = new ArrayList<>();
        run(() -> {
            for (GetResponse next = channel.basicGet(queue, true); next != null; next = channel.basicGet(queue, true)) {
                taken.add(Received.of(next));
            }
        });
        return taken;
    }

    /** Takes messages until there are so many; more than that are taken too, so that a test sees them. */
    public List<Received> take(String queue, int count) {
        List<Received> taken = new ArrayList<>();
        awaitUntil(count + " messages in " + queue, () -> {
            taken.addAll(drain(queue));
            return taken.size() >= count;
        });
        return taken;
    }

    public void awaitDepth(String queue, int depth) {
        awaitUntil("depth " + depth + " of " + queue, () -> depth(queue) == depth);
    }

    /** Closes what is still open; a connection that the test has cut is closed enough. */
    @Override
    public void close() {
        connection.abort(5_000);
    }

    private static void awaitUntil(String what, Callable<Boolean> condition) {
        await(what)
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(condition);
    }

    private Wire run(Step step) {
        try {
            step.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
