package io.cptm8.orchestratorm8.faults;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.cptm8.orchestratorm8.testing.BrokerAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What lay in the scanner's queue, taken out by somebody who is not the application. */
final class Messages implements AutoCloseable {

    private static final int PAUSE_MILLIS = 1_000;
    /** More than these are not asked for one by one. */
    private static final int MANY = 5_000;

    private static final int ACKNOWLEDGED_AT_ONCE = 500;
    /** What writers have committed is expected; the program's own table only says what it knows of it. */
    private static final String EXPECTED = """
            SELECT d.name, r.accepted_at, 'faultm8:' || r.id || ':' || r.generation, coalesce(r.repeats, 0)
            FROM cptm8domain d LEFT JOIN orchestratorm8.request r ON r.domain_id = d.id AND r.scanner = 'faultm8'
            WHERE d.name ~ '^d[0-9]+[.]faults[.]example$'""";

    private static final Pattern DOMAIN = Pattern.compile("\"name\":\"d([0-9]{1,9})[.]faults[.]example\"");

    private final BrokerAddress broker;
    private final Map<String, Integer> seen = new HashMap<>();
    /** Numbers of the domains that were named. */
    private final BitSet named = new BitSet();

    private long nobodys;
    private final List<Gone> gone = new ArrayList<>();
    private Instant emptied = Instant.EPOCH;
    private long delivered;

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
                deliveries.add(new Delivery(envelope.getDeliveryTag(), properties.getMessageId(), body));
            }
        });
        for (var next = next(deliveries); next != null; next = next(deliveries)) {
            count(next.id(), next.body());
            if (next.tag() % ACKNOWLEDGED_AT_ONCE == 0 || deliveries.isEmpty()) {
                channel.basicAck(next.tag(), true);
            }
        }
        channel.basicCancel(consumer);
        channel.basicNack(0, true, true);
    }

    private record Delivery(long tag, String id, byte[] body) {}

    private static Delivery next(LinkedBlockingQueue<Delivery> deliveries) throws InterruptedException {
        return deliveries.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** One after the other until the broker says that there is none, which is certain. */
    private void get(Channel channel) throws IOException {
        for (var next = channel.basicGet(Home.QUEUE, true); next != null; next = channel.basicGet(Home.QUEUE, true)) {
            count(next.getProps().getMessageId(), next.getBody());
        }
    }

    private void count(String id, byte[] body) {
        seen.merge(id, 1, Integer::sum);
        delivered++;
        var domain = DOMAIN.matcher(new String(body, StandardCharsets.UTF_8));
        if (domain.find()) {
            named.set(Integer.parseInt(domain.group(1)));
        } else {
            nobodys++;
        }
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

    Books close(Rig rig) throws SQLException, IOException {
        var committed = new BitSet();
        var lost = 0L;
        var silently = 0L;
        var withQueue = 0L;
        try (var connection = rig.connect()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.setFetchSize(10_000);
                try (var rows = statement.executeQuery(EXPECTED)) {
                    while (rows.next()) {
                        var number = number(rows.getString(1));
                        committed.set(number);
                        silently += Math.max(0, seen.getOrDefault(rows.getString(3), 0) - 1 - rows.getInt(4));
                        if (!named.get(number)) {
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
        var unexpected = (BitSet) named.clone();
        unexpected.andNot(committed);
        return new Books(
                rig.load().attempted(),
                committed.cardinality(),
                accepted,
                delivered,
                lost,
                delivered - seen.size(),
                unexpected.cardinality() + nobodys,
                silently,
                seen.size() - named.cardinality() - nobodys,
                withQueue,
                rig.routed());
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(1, name.indexOf('.')));
    }

    @Override
    public void close() {
        seen.clear();
        named.clear();
    }
}
