package io.cptm8.orchestratorm8.faults;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.cptm8.orchestratorm8.testing.BrokerAddress;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What lay in the scanner's queue, taken out by somebody who is not the application. */
final class Messages implements AutoCloseable {

    private static final int QUIET_MILLIS = 1_000;
    private static final String EXPECTED =
            "SELECT 'faultm8:' || r.id || ':' || r.generation FROM orchestratorm8.request r WHERE r.scanner = 'faultm8' AND r.state <> 'parked'";

    private final BrokerAddress broker;
    private final Map<String, Integer> seen = new HashMap<>();
    private long delivered;
    private long withQueue;

    Messages(BrokerAddress broker) {
        this.broker = broker;
    }

    long delivered() {
        return delivered;
    }

    /** Empties the queue. Nothing may be sent into it meanwhile: whoever is cut off here has acknowledged nothing. */
    void drain() throws Exception {
        drain(broker);
    }

    void drain(BrokerAddress at) throws Exception {
        try (Connection connection = at.connectionFactory().newConnection("faults");
                Channel channel = connection.createChannel()) {
            var ids = new LinkedBlockingQueue<String>();
            channel.basicConsume(Home.QUEUE, true, new DefaultConsumer(channel) {
                @Override
                public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
                    ids.add(properties.getMessageId());
                }
            });
            for (var id = next(ids); id != null; id = next(ids)) {
                seen.merge(id, 1, Integer::sum);
                delivered++;
            }
            var left = channel.messageCount(Home.QUEUE);
            if (left > 0) {
                throw new IllegalStateException(left + " messages are still in the queue");
            }
        }
    }

    private static String next(LinkedBlockingQueue<String> ids) throws InterruptedException {
        return ids.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Takes what is there, and does not mind that more comes. */
    void take() throws Exception {
        try (Connection connection = broker.connectionFactory().newConnection("faults");
                Channel channel = connection.createChannel()) {
            for (var next = channel.basicGet(Home.QUEUE, true);
                    next != null;
                    next = channel.basicGet(Home.QUEUE, true)) {
                seen.merge(next.getProps().getMessageId(), 1, Integer::sum);
                delivered++;
            }
        }
    }

    /** Somebody has deleted the queue with so many messages in it. */
    void wentWithQueue(int count) {
        withQueue += count;
    }

    /** Messages that a queue took and that were deleted with it. */
    long withQueue() {
        return withQueue;
    }

    Books close(Rig rig) throws SQLException, IOException {
        var expected = new HashSet<String>();
        long accepted;
        try (var connection = rig.connect()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.setFetchSize(10_000);
                try (var rows = statement.executeQuery(EXPECTED)) {
                    while (rows.next()) {
                        expected.add(rows.getString(1));
                    }
                }
            }
        }
        accepted = rig.count(
                "SELECT count(*) FROM orchestratorm8.request WHERE scanner = 'faultm8' AND state = 'done' AND receipt = 'accepted'");
        var lost = expected.stream().filter(id -> !seen.containsKey(id)).count();
        var unexpected =
                seen.keySet().stream().filter(id -> !expected.contains(id)).count();
        return new Books(
                rig.load().attempted(),
                rig.count("SELECT count(*) FROM cptm8domain"),
                accepted,
                delivered,
                Math.max(0, lost - withQueue),
                delivered - seen.size(),
                unexpected);
    }

    @Override
    public void close() {
        seen.clear();
    }
}
