package io.cptm8.orchestratorm8.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import io.cptm8.orchestratorm8.scanner.Scanner;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Declares what a scanner needs on the broker: its exchange, its queue with exactly its arguments, its bindings. */
public final class Topology {

    /** The exchange on which scanners hand over to each other, and our observer listens. */
    public static final String OBSERVED = "cptm8";

    /** Header of every message that we publish there, by which the observer's queue leaves them out. */
    public static final String OWN_HEADER = "source";
    /** Its value, as in the envelope. */
    public static final String OWN_VALUE = "orchestratorm8";

    private final Broker broker;
    private final Map<String, Scanner> declared = new ConcurrentHashMap<>();

    public Topology(Broker broker) {
        this.broker = broker;
    }

    /**
     * @throws TopologyException the broker refuses, and will refuse again until somebody changes something
     * @throws IOException the broker is away; worth another try
     */
    public void declare(Scanner scanner) throws IOException {
        inChannel(scanner.queue(), channel -> {
            channel.exchangeDeclare(scanner.exchange(), BuiltinExchangeType.TOPIC, true);
            channel.queueDeclare(scanner.queue(), true, false, false, scanner.queueArguments());
            for (var binding : scanner.bindings()) {
                channel.queueBind(scanner.queue(), scanner.exchange(), binding);
            }
        });
        declared.put(scanner.name(), scanner);
    }

    /** The same for one that was declared before, as it was when the broker last took it. */
    public void declareAgain(String scanner) throws IOException {
        var known = declared.get(scanner);
        if (known == null) {
            throw new IOException("the broker has never taken what the file of " + scanner + " declares");
        }
        declare(known);
    }

    /** Declares an exchange that no scanner's file names, but that others expect. */
    public void declareExchange(String exchange) throws IOException {
        inChannel(exchange, channel -> channel.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true));
    }

    /**
     * Declares a bounded queue of our own that hears what others publish on an exchange, and is never in anybody's way.
     *
     * <p>It must not hear what we publish: a message that reaches it counts as routed, and one that no scanner's
     * queue takes would never come back to us. A topic exchange cannot leave messages out, so behind it stands a
     * headers exchange that sends ours nowhere and all the others, its alternative, to the queue.
     */
    public void declareObserver(String exchange, String queue, String binding, int length) throws IOException {
        inChannel(queue, channel -> {
            channel.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true);
            channel.queueDeclare(queue, true, false, false, Map.of("x-max-length", length, "x-overflow", "drop-head"));
            if (Products.isQpid(channel.getConnection())) {
                // No bindings between exchanges there, but a binding may have a condition.
                channel.queueBind(queue, exchange, binding, Map.of("x-filter-jms-selector", OWN_HEADER + " IS NULL"));
                return;
            }
            var own = queue + ".own";
            var others = queue + ".others";
            channel.exchangeDeclare(own, BuiltinExchangeType.FANOUT, true, false, true, Map.of());
            channel.exchangeDeclare(others, BuiltinExchangeType.FANOUT, true, false, true, Map.of());
            channel.exchangeDeclare(
                    queue, BuiltinExchangeType.HEADERS, true, false, true, Map.of("alternate-exchange", others));
            channel.exchangeBind(own, queue, "", Map.of("x-match", "all", OWN_HEADER, OWN_VALUE));
            channel.queueBind(queue, others, "");
            channel.exchangeBind(queue, exchange, binding);
        });
    }

    /**
     * What a passive declare says of a queue.
     *
     * @param waiting messages that are ready
     * @param countsHeld whether those that a consumer holds are counted among them, as Broker-J does
     */
    public record Depth(long waiting, int consumers, boolean countsHeld) {}

    /** Consumers of a queue; -1 when there is no such queue. */
    public int consumers(String queue) throws IOException {
        try {
            return depth(queue).consumers();
        } catch (TopologyException missing) {
            return -1;
        }
    }

    /**
     * Messages that wait in a queue.
     *
     * @throws TopologyException the queue is missing, or its node is
     * @throws IOException it could not be asked, or did not answer in time
     */
    public long waiting(String queue) throws IOException {
        return depth(queue).waiting();
    }

    /**
     * Takes the oldest message that waits in a queue, for good.
     *
     * @return false: none waits
     */
    public boolean take(String queue) throws IOException {
        var taken = new boolean[1];
        inChannel(queue, channel -> taken[0] = channel.basicGet(queue, true) != null);
        return taken[0];
    }

    /** Takes the next message that comes into a queue, if it is wanted, before its other consumers. */
    public Interception intercept(String queue, Predicate<byte[]> wanted) throws IOException {
        return Interception.before(broker, queue, wanted);
    }

    /**
     * Asks for a queue.
     *
     * @throws TopologyException the queue is missing, or its node is
     * @throws IOException it could not be asked, or did not answer in time
     */
    public Depth depth(String queue) throws IOException {
        var answer = new Depth[1];
        inChannel(queue, channel -> {
            var declared = channel.queueDeclarePassive(queue);
            answer[0] = new Depth(
                    declared.getMessageCount(), declared.getConsumerCount(), Products.isQpid(channel.getConnection()));
        });
        return answer[0];
    }

    private void inChannel(String subject, Declaration declaration) throws IOException {
        var channel = broker.openChannel();
        try {
            declaration.declare(channel);
        } catch (IOException e) {
            if (e.getCause() instanceof ShutdownSignalException signal
                    && signal.getReason() instanceof AMQP.Channel.Close close) {
                throw new TopologyException(explain(subject, close.getReplyCode(), close.getReplyText()));
            }
            throw e;
        } catch (ShutdownSignalException lost) {
            throw new IOException("the connection was lost", lost);
        } finally {
            close(channel);
        }
    }

    static String explain(String subject, int code, String text) {
        var difference = Inequivalence.in(text);
        if (difference.isPresent()) {
            var found = difference.get();
            return "%1$s %2$s exists with another argument: %3$s is %4$s there, but the scanner's file says %5$s. The %1$s was left as it is. Either write what the broker has into the scanner's file, or, when nobody needs its messages any more, delete the %1$s (%6$s)."
                    .formatted(
                            found.kind(),
                            found.name(),
                            found.argument(),
                            found.current(),
                            found.declared(),
                            found.removal());
        }
        return switch (code) {
            case 403 ->
                "the broker does not allow %s to be declared (%s). Give our user configure, write and read permission on it (rabbitmqctl set_permissions)."
                        .formatted(subject, text);
            case 404 ->
                text.contains("down or inaccessible")
                        ? "the node of the cluster that has queue %s is gone (%s). Nothing is lost; requests wait in the database. Start that node again."
                                .formatted(subject, text)
                        : "%s does not exist on the broker (%s)".formatted(subject, text);
            default ->
                "the broker refuses the declaration of %s (%d %s). Make the scanner's file and the broker agree."
                        .formatted(subject, code, text);
        };
    }

    private static void close(Channel channel) {
        try {
            if (channel.isOpen()) {
                channel.close();
            }
        } catch (IOException | TimeoutException | ShutdownSignalException alreadyGone) {
            // a channel that cannot be closed is closed
        }
    }

    @FunctionalInterface
    private interface Declaration {
        void declare(Channel channel) throws IOException;
    }
}
