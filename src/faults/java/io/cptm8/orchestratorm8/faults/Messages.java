package io.cptm8.orchestratorm8.faults;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.cptm8.orchestratorm8.testing.BrokerAddress;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What lay in the scanner's queue, taken out by somebody who is not the application. */
final class Messages implements AutoCloseable {

    private static final int PAUSE_MILLIS = 1_000;
    /** More than these are not asked for one by one. */
    private static final int MANY = 5_000;

    private static final int ACKNOWLEDGED_AT_ONCE = 500;
    private static final String EXPECTED =
            "SELECT 'faultm8:' || r.id || ':' || r.generation, r.accepted_at FROM orchestratorm8.request r WHERE r.scanner = 'faultm8' AND r.state <> 'parked'";

    private final BrokerAddress broker;
    private final Map<String, Integer> seen = new HashMap<>();
    private final List<Gone> gone = new ArrayList<>();
    private Instant emptied = Instant.EPOCH;
    private long delivered;
    private long withQueue;

    /** A queue that was deleted with what it had taken since it was last emptied, and what reached it as it went. */
    private record Gone(Instant emptied, Instant until) {

        boolean with(Instant accepted) {
            return accepted.isAfter(emptied) && accepted.isBefore(until);
        }
    }

    Messages(BrokerAddress broker) {
        this.broker = broker;
    }

    long delivered() {
        return delivered;
    }

    /** Empties the queue. Nothing may be sent into it meanwhile. */
    void drain() throws Exception {
        drain(broker);
    }

    void drain(BrokerAddress at) throws Exception {
        try (Connection connection = at.connectionFactory().newConnection("faults");
                Channel channel = connection.createChannel()) {
            if (channel.messageCount(Home.QUEUE) > MANY) {
                most(channel);
            }
            get(channel);
            emptied = Instant.now();
        }
    }

    /**
     * As fast as they come, until they pause. What is on its way then is given back: a pause is not an end, and what was not counted
     * must not be acknowledged.
     */
    private void most(Channel channel) throws Exception {
        var deliveries = new LinkedBlockingQueue<Delivery>();
        channel.basicQos(MANY);
        var consumer = channel.basicConsume(Home.QUEUE, false, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
                deliveries.add(new Delivery(envelope.getDeliveryTag(), properties.getMessageId()));
            }
        });
        for (var next = next(deliveries); next != null; next = next(deliveries)) {
            count(next.id());
            if (next.tag() % ACKNOWLEDGED_AT_ONCE == 0 || deliveries.isEmpty()) {
                channel.basicAck(next.tag(), true);
            }
        }
        channel.basicCancel(consumer);
        channel.basicNack(0, true, true);
    }

    private record Delivery(long tag, String id) {}

    private static Delivery next(LinkedBlockingQueue<Delivery> deliveries) throws InterruptedException {
        return deliveries.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** One after the other until the broker says that there is none, which is certain. */
    private void get(Channel channel) throws IOException {
        for (var next = channel.basicGet(Home.QUEUE, true); next != null; next = channel.basicGet(Home.QUEUE, true)) {
            count(next.getProps().getMessageId());
        }
    }

    private void count(String id) {
        seen.merge(id, 1, Integer::sum);
        delivered++;
    }

    /** Takes what is there, and does not mind that more comes. */
    void take() throws Exception {
        try (Connection connection = broker.connectionFactory().newConnection("faults");
                Channel channel = connection.createChannel()) {
            get(channel);
        }
    }

    /**
     * Somebody has deleted the queue a moment ago, and nobody has declared it again yet. RabbitMQ confirms what reaches a queue while it
     * is being deleted, and does not count it among what the queue had.
     */
    void wentWithQueue() {
        gone.add(new Gone(emptied, Instant.now()));
    }

    /** Messages that a queue took and that were deleted with it; known when the books are closed. */
    long withQueue() {
        return withQueue;
    }

    Books close(Rig rig) throws SQLException, IOException {
        var expected = new HashSet<String>();
        var lost = 0L;
        withQueue = 0;
        try (var connection = rig.connect()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.setFetchSize(10_000);
                try (var rows = statement.executeQuery(EXPECTED)) {
                    while (rows.next()) {
                        var id = rows.getString(1);
                        expected.add(id);
                        if (!seen.containsKey(id)) {
                            var accepted = rows.getTimestamp(2);
                            if (accepted != null && gone.stream().anyMatch(each -> each.with(accepted.toInstant()))) {
                                withQueue++;
                            } else {
                                lost++;
                            }
                        }
                    }
                }
            }
        }
        var accepted = rig.count(
                "SELECT count(*) FROM orchestratorm8.request WHERE scanner = 'faultm8' AND state = 'done' AND receipt = 'accepted'");
        var unexpected =
                seen.keySet().stream().filter(id -> !expected.contains(id)).count();
        return new Books(
                rig.load().attempted(),
                rig.count("SELECT count(*) FROM cptm8domain"),
                accepted,
                delivered,
                lost,
                delivered - seen.size(),
                unexpected);
    }

    @Override
    public void close() {
        seen.clear();
    }
}
