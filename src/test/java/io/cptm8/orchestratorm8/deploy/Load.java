package io.cptm8.orchestratorm8.deploy;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Two hundred new domains a second, and what arrives in queues, by message_id and with its time. */
final class Load implements AutoCloseable {

    private static final int BATCH = 20;
    private static final Pattern DOMAIN = Pattern.compile("load(\\d+)\\.example");

    /** What came out of one queue. */
    static final class Arrivals extends DefaultConsumer {

        final Map<String, Integer> byId = new ConcurrentHashMap<>();
        final Map<String, Long> firstOfDomain = new ConcurrentHashMap<>();
        volatile long first;

        Arrivals(Channel channel) {
            super(channel);
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
            var now = System.nanoTime();
            if (first == 0) {
                first = now;
            }
            byId.merge(properties.getMessageId(), 1, Integer::sum);
            var name = DOMAIN.matcher(new String(body, java.nio.charset.StandardCharsets.UTF_8));
            if (name.find()) {
                firstOfDomain.putIfAbsent(name.group(1), now);
            }
        }

        long duplicated() {
            return byId.values().stream().mapToInt(times -> times - 1).sum();
        }
    }

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Connection connection;
    private final Map<String, Long> committed = new ConcurrentHashMap<>();
    private volatile Throwable trouble;
    private int made;

    Load(TestDatabase database) throws SQLException {
        connection = database.connect();
    }

    void start() {
        clock.scheduleAtFixedRate(this::insert, 0, 100, TimeUnit.MILLISECONDS);
    }

    /** Ends the load; answers how many domains there were. */
    int stop() throws InterruptedException {
        clock.shutdown();
        if (!clock.awaitTermination(20, TimeUnit.SECONDS) || trouble != null) {
            throw new IllegalStateException("the load did not end well", trouble);
        }
        return made;
    }

    private void insert() {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO cptm8domain (name) SELECT 'load' || i || '.example' FROM generate_series(%d, %d) i"
                            .formatted(made, made + BATCH - 1));
            var now = System.nanoTime();
            for (int i = made; i < made + BATCH; i++) {
                committed.put(Integer.toString(i), now);
            }
            made += BATCH;
        } catch (SQLException e) {
            trouble = e;
            throw new IllegalStateException(e);
        }
    }

    int made() {
        return committed.size();
    }

    /** The number of the domain that was committed last. */
    String last() {
        return Integer.toString(committed.size() - 1);
    }

    static Arrivals consume(com.rabbitmq.client.Connection connection, String queue) throws IOException {
        var channel = connection.createChannel();
        var arrivals = new Arrivals(channel);
        channel.basicConsume(queue, true, arrivals);
        return arrivals;
    }

    /** Of the domains in a range: p50, p99 and the longest time from the commit to the consumer, in milliseconds. */
    List<Long> delays(Arrivals arrivals, int from, int to) {
        var delays = committed.entrySet().stream()
                .filter(each -> Integer.parseInt(each.getKey()) >= from && Integer.parseInt(each.getKey()) < to)
                .filter(each -> arrivals.firstOfDomain.containsKey(each.getKey()))
                .mapToLong(each -> Math.max(0, arrivals.firstOfDomain.get(each.getKey()) - each.getValue()) / 1_000_000)
                .toArray();
        Arrays.sort(delays);
        return List.of(delays[delays.length / 2], delays[(int) (delays.length * 0.99)], delays[delays.length - 1]);
    }

    @Override
    public void close() throws SQLException {
        clock.shutdownNow();
        connection.close();
    }
}
