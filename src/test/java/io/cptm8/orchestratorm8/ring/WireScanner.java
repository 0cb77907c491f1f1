package io.cptm8.orchestratorm8.ring;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One scanner of a ring as it is on the wire: a consumer that takes one start at a time, and hand-overs that the broker has when it returns. */
final class WireScanner {

    private static final int LIMIT_SECONDS = 30;

    private final String name;
    private final String next;
    private final Wire wire;
    private final Channel publisher;
    private final BlockingQueue<Delivery> starts = new LinkedBlockingQueue<>();

    private Channel consumer;
    private Delivery held;

    WireScanner(String name, String next, Wire wire) throws IOException {
        this.name = name;
        this.next = next;
        this.wire = wire;
        publisher = wire.connection().createChannel();
        publisher.confirmSelect();
    }

    String name() {
        return name;
    }

    String next() {
        return next;
    }

    private String queue() {
        return "q" + name;
    }

    private String binding() {
        return "cptm8." + name + ".#";
    }

    WireScanner listen() {
        return run(() -> {
            consumer = wire.connection().createChannel();
            consumer.basicQos(1);
            consumer.basicConsume(queue(), false, (tag, start) -> starts.add(start), tag -> {});
        });
    }

    /** Its channel goes, and what it has not acknowledged is back in its queue. */
    WireScanner leave() {
        return run(() -> consumer.abort());
    }

    /** Takes the next start, and keeps it until it acknowledges. */
    WireScanner take() {
        try {
            held = starts.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (held == null) {
            throw new AssertionError("no start came to " + name);
        }
        return this;
    }

    boolean holds() {
        return held != null;
    }

    WireScanner acknowledge() {
        return run(() -> {
            consumer.basicAck(held.getEnvelope().getDeliveryTag(), false);
            held = null;
        });
    }

    WireScanner handOver() {
        return publish(
                new BasicProperties.Builder().deliveryMode(2).build(), """
                {"channel":"cptm8.%s.get.scan","payload":{"status":"complete","message":"done"},"timestamp":"%s","source":"%s"}""".formatted(next, OffsetDateTime.now(), name));
    }

    /** What a scanner of CPTM8 says when it has lost its channel. */
    WireScanner sayNothingToTheNext() {
        return publish(
                new BasicProperties.Builder()
                        .deliveryMode(2)
                        .appId("asmm8")
                        .timestamp(new Date())
                        .build(),
                "");
    }

    private WireScanner publish(BasicProperties properties, String body) {
        return run(() -> {
            publisher.basicPublish(
                    "cptm8", "cptm8." + next + ".get.scan", properties, body.getBytes(StandardCharsets.UTF_8));
            try {
                publisher.waitForConfirms();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    WireScanner awaitWaiting(int starts) {
        await(starts + " starts in " + queue())
                .atMost(Duration.ofSeconds(LIMIT_SECONDS))
                .until(() -> wire.depth(queue()) == starts);
        return this;
    }

    WireScanner deleteQueue() {
        return run(() -> publisher.queueDelete(queue()));
    }

    WireScanner unbind() {
        return run(() -> publisher.queueUnbind(queue(), "cptm8", binding()));
    }

    private WireScanner run(Step step) {
        try {
            step.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
