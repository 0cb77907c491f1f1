package io.cptm8.orchestratorm8.bench;

import com.rabbitmq.client.Channel;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Single changes, one after the other: each is committed, and its message waited for at a consumer. */
final class Changes implements AutoCloseable {

    /**
     * One change.
     *
     * @param begun before its statement
     * @param millis from the writer's knowledge of its commit until then
     */
    record Change(Instant begun, double millis) {}

    /** Longer than anything that a change sets off goes on. */
    private static final long PAUSE_MILLIS = 40;

    private final Contender contender;
    private final com.rabbitmq.client.Connection broker;
    private final Channel channel;
    private final Connection database;
    private final PreparedStatement statement;
    private final Iterator<String> arguments;
    private final BlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();

    private Changes(Contender contender, String sql, Iterator<String> arguments) throws Exception {
        this.contender = contender;
        this.arguments = arguments;
        broker = contender.plot().broker().connectionFactory().newConnection("bench");
        channel = broker.createChannel();
        database = Requests.connect(contender.plot().database());
        statement = database.prepareStatement(sql);
        channel.basicConsume(
                contender.queue(),
                true,
                (tag, delivery) -> arrivals.add(System.nanoTime()),
                tag -> {});
    }

    /**
     * New domains.
     *
     * @param number begins their names, so that those of another number are others
     */
    static Changes inserts(Contender contender, int number) throws Exception {
        var names = IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "host%d-%d.example-customer.com".formatted(number + 1_000_000, i))
                .iterator();
        return new Changes(
                contender,
                "INSERT INTO cptm8domain (name, companyname, enabled) VALUES (?, 'Example Customer', true)",
                names);
    }

    /** Domains that are there already, each asked for at most once, and for this contender's scanner only. */
    static Changes asks(Contender contender, Iterator<String> domains) throws Exception {
        return new Changes(
                contender,
                "SELECT orchestratorm8.ask(ARRAY[?]::uuid[], 'asked', '" + contender.scanner() + "')",
                domains);
    }

    /** @throws IllegalStateException no message came within 30 s */
    Change next() throws Exception {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        if (!arrivals.isEmpty()) {
            throw new IllegalStateException(contender.name() + ": more messages came than changes were made");
        }
        statement.setString(1, arguments.next());
        var begun = Instant.now();
        statement.execute();
        var committed = System.nanoTime();
        var arrival = arrivals.poll(30, TimeUnit.SECONDS);
        if (arrival == null) {
            contender.requireAlive();
            throw new IllegalStateException(contender.name() + ": no message came for a change within 30 s");
        }
        return new Change(begun, Math.max(0, arrival - committed) / 1e6);
    }

    @Override
    public void close() throws Exception {
        try (broker;
                database) {
            channel.close();
        }
    }
}
