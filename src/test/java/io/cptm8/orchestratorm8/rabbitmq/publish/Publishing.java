package io.cptm8.orchestratorm8.rabbitmq.publish;

import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.rabbitmq.Broker;
import io.cptm8.orchestratorm8.rabbitmq.ConnectionFactories;
import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/** A publisher on a connection of its own, and every receipt that it was given. */
final class Publishing implements AutoCloseable {

    static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(4);
    static final int WINDOW = 100;

    /** What became of one message. */
    record Answer(Receipt receipt, String detail) {}

    private final CachingConnectionFactory connections;
    private final Broker broker;
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final ConfirmedPublisher publisher;
    private final Map<String, List<Answer>> answers = new ConcurrentHashMap<>();

    Publishing(BrokerAddress address) {
        this(address.host(), address.port(), address.virtualHost(), address.user(), address.password());
    }

    Publishing(String host, int port, String virtualHost, String user, String password) {
        var timeout = Duration.ofSeconds(5);
        connections = ConnectionFactories.pool(
                new Settings.RabbitMq(
                        host,
                        port,
                        virtualHost,
                        new Settings.Credentials(user, password),
                        2,
                        10,
                        64,
                        timeout,
                        Duration.ofSeconds(10),
                        Duration.ofMillis(50),
                        ""),
                new SimpleMeterRegistry());
        broker = new Broker(connections, Duration.ofMillis(50));
        publisher = new ConfirmedPublisher("test", broker, WINDOW, CONFIRM_TIMEOUT, watchdog);
    }

    Broker broker() {
        return broker;
    }

    int unconfirmed() {
        return publisher.unconfirmed();
    }

    /** @throws IOException it was certainly not sent */
    void send(String exchange, String key, String id) throws IOException {
        try {
            publisher.publish(
                    exchange,
                    key,
                    id,
                    ("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8),
                    (receipt, detail) -> answers(id).add(new Answer(receipt, detail)));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends, and waits for the first receipt. */
    Answer ask(String exchange, String key, String id) throws IOException {
        send(exchange, key, id);
        return answer(id);
    }

    /** Sends as soon as there is a broker to send to. */
    Answer askUntilSent(String exchange, String key, String id) {
        await("a broker that takes " + id)
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    send(exchange, key, id);
                    return true;
                });
        return answer(id);
    }

    Answer answer(String id) {
        await("a receipt for " + id)
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> !answers(id).isEmpty());
        return answers(id).get(0);
    }

    /** Every receipt of one message: one, if all is well. */
    List<Answer> answers(String id) {
        return answers.computeIfAbsent(id, key -> new CopyOnWriteArrayList<>());
    }

    @Override
    public void close() {
        publisher.close();
        watchdog.shutdownNow();
        broker.close();
        connections.destroy();
    }
}
