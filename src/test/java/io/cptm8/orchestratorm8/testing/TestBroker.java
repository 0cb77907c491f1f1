package io.cptm8.orchestratorm8.testing;

import io.cptm8.orchestratorm8.embedded.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;

/**
 * The broker of this test run: one real RabbitMQ node per JVM, started when the first test asks for it, or the embedded
 * broker where there is no RabbitMQ. {@link BrokerChoice} says how to insist on one of them.
 *
 * <p>Every test asks for a virtual host of its own and so starts from nothing. The real node keeps them all, side by
 * side. The embedded broker has only one, so there every call is given a new broker, and the one before is closed. A test
 * that needs two at a time, or queues with a limit other than the scanners', needs {@link RealRabbitMq}.
 */
public final class TestBroker {

    // One rabbitmqctl costs as much as dozens of virtual hosts.
    private static final int PREPARED_AT_ONCE = 10;

    private static TestBroker shared;
    private static RuntimeException failure;

    private final RabbitNode node;
    private final Queue<String> prepared = new ArrayDeque<>();
    private int made;
    private LocalBroker local;

    private TestBroker(RabbitNode node) {
        this.node = node;
    }

    /** The one of this JVM. It needs no closing: it goes when the JVM does. */
    public static synchronized TestBroker shared() {
        if (failure != null) {
            // What did not start for the first test will not start for the hundredth, which should not wait for it.
            throw failure;
        }
        if (shared == null) {
            shared = start();
            System.out.println("Broker of this test run: " + shared);
        }
        return shared;
    }

    private static TestBroker start() {
        if (isReal()) {
            try {
                return new TestBroker(RabbitNode.launch());
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
        TestBroker embedded = new TestBroker(null);
        Runtime.getRuntime().addShutdownHook(new Thread(embedded::endLocal, "end-of-embedded-broker"));
        return embedded;
    }

    /** Whether this run has a real RabbitMQ; answers without starting it. */
    public static boolean isReal() {
        return BrokerChoice.current().isReal(RabbitScripts.find().isPresent());
    }

    /** The real node, to be stopped, killed and asked; the next test finds it running again whatever happens to it. */
    public RabbitNode node() {
        if (node == null) {
            throw new IllegalStateException("this run has no real RabbitMQ: mark the test with @RealRabbitMq");
        }
        return node;
    }

    /** A virtual host with nothing in it, on a broker that runs. */
    public synchronized BrokerAddress newVirtualHost() {
        if (node == null) {
            endLocal();
            local = startLocal();
            return local.address();
        }
        node.heal();
        if (prepared.isEmpty()) {
            List<String> names = IntStream.range(0, PREPARED_AT_ONCE)
                    .mapToObj(i -> "test-" + ++made)
                    .toList();
            node.addVirtualHosts(names);
            prepared.addAll(names);
        }
        return node.address(prepared.remove());
    }

    private synchronized void endLocal() {
        if (local != null) {
            local.end().run();
            local = null;
        }
    }

    private static LocalBroker startLocal() {
        try {
            EmbeddedBroker broker = new EmbeddedBroker(EmbeddedBroker.CPTM8_QUEUES);
            var at = broker.address();
            return new LocalBroker(
                    new BrokerAddress(at.host(), at.port(), at.virtualHost(), at.user(), at.password()), broker::close);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return node == null
                ? "Apache Qpid Broker-J (embedded): tests that need a real RabbitMQ are skipped"
                : "RabbitMQ " + node.version() + " (private node, port " + node.port() + ")";
    }
}
