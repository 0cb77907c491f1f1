package io.cptm8.orchestratorm8.embedded;

import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.Queue;
import org.apache.qpid.server.model.SystemConfig;
import org.apache.qpid.server.model.port.AmqpPort;

/**
 * An AMQP 0-9-1 broker in this JVM, in memory, on a free port of the loopback interface: Apache Qpid Broker-J.
 *
 * <p>The limits of queues are given here, since Broker-J ignores the arguments that say them to RabbitMQ. Everything
 * else is declared by its clients as on any broker. Three differences from RabbitMQ can be seen by a publisher that
 * uses confirms and {@code mandatory}:
 *
 * <ul>
 *   <li>an unroutable message is nacked and then returned with 312; RabbitMQ returns it with 312 and then acks;
 *   <li>a message for a full queue is nacked and then returned with 506; RabbitMQ only nacks;
 *   <li>a message that a consumer holds counts as being in the queue; RabbitMQ counts only those that wait.
 * </ul>
 */
public final class EmbeddedBroker implements AutoCloseable {

    /** The queues of CPTM8's scanners, which take one message each and refuse the next. */
    public static final List<BoundedQueue> CPTM8_QUEUES = List.of(
            new BoundedQueue("qasmm8", 1),
            new BoundedQueue("qnaabum8", 1),
            new BoundedQueue("qkatanam8", 1),
            new BoundedQueue("qnum8", 1));

    private static final String HOST = "127.0.0.1";
    private static final String USER = "orchestratorm8";
    private static final URL CONFIGURATION = EmbeddedBroker.class.getResource("broker.json");

    /** Broker-J insists on a name; with everything in memory it has not been seen to write there. */
    private final TemporaryDirectory workDirectory = TemporaryDirectory.reserve("broker");

    private final BrokerLifecycle lifecycle = new BrokerLifecycle();
    private final SystemLauncher launcher = new SystemLauncher(lifecycle);
    private final BrokerAddress address;

    private boolean closed;

    /**
     * Starts a broker and returns when it accepts connections.
     *
     * @param boundedQueues queues that exist from the start because they have a limit
     * @throws IOException when the broker does not start
     */
    public EmbeddedBroker(List<BoundedQueue> boundedQueues) throws IOException {
        QuietLoggers.quieten();
        var password = GeneratedPassword.next();
        try {
            launcher.startup(Map.ofEntries(
                    Map.entry(SystemConfig.TYPE, "Memory"),
                    Map.entry(SystemConfig.INITIAL_CONFIGURATION_LOCATION, CONFIGURATION.toString()),
                    Map.entry(SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT, "false"),
                    Map.entry(SystemConfig.CONTEXT, context(boundedQueues, password))));
            address = new BrokerAddress(HOST, lifecycle.port(), "/", USER, password);
            lifecycle.leaveStoppingToItsOwner();
        } catch (Exception e) {
            close();
            throw new IOException("The embedded broker did not start: " + e.getMessage(), e);
        }
    }

    /** Where it listens, and the one user it knows. */
    public BrokerAddress address() {
        return address;
    }

    /** Closes every connection, forgets every message and removes its files. Safe to call twice. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            launcher.shutdown();
            workDirectory.close();
        }
    }

    private Map<String, String> context(List<BoundedQueue> boundedQueues, String password) throws IOException {
        return Map.ofEntries(
                Map.entry(SystemConfig.QPID_WORK_DIR, workDirectory.path().toString()),
                // RabbitMQ's names for limits mean nothing to Broker-J: declaring with them would fail with 542.
                Map.entry(Queue.UNKNOWN_QUEUE_DECLARE_ARGUMENT_BEHAVIOUR_NAME, "IGNORE"),
                // As many channels on a connection as can be asked for; 256 by default.
                Map.entry(AmqpPort.SESSION_COUNT_LIMIT, "2000"),
                // Closing waits for the end of this period, 1 s by default.
                Map.entry(Broker.COMPACT_MEMORY_INTERVAL, "100"),
                Map.entry("embedded.host", HOST),
                Map.entry("embedded.user", USER),
                Map.entry("embedded.password", password),
                Map.entry("embedded.virtualhost", new VirtualHostConfiguration(boundedQueues).json()));
    }
}
