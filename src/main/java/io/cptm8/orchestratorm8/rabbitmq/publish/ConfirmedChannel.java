package io.cptm8.orchestratorm8.rabbitmq.publish;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ReturnListener;
import com.rabbitmq.client.ShutdownSignalException;
import io.cptm8.orchestratorm8.rabbitmq.Products;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;

/**
 * One channel in confirm mode: every message that is handed over gets exactly one {@link Receipt}, whatever happens.
 *
 * <p>The rules are those of the AMQP 0-9-1 extension "publisher confirms": sequence numbers count from 1 on each
 * channel, and a confirm with multiple answers everything up to its tag. RabbitMQ returns a mandatory message that
 * cannot be routed and then acks it, and nacks one that a full queue refuses. Broker-J nacks both and then returns
 * them, with 312 or 506 to tell why; from it, a nack alone is half an answer.
 *
 * <p>Frames are read in the order in which they came, on the one thread of the receipts.
 */
final class ConfirmedChannel implements ConfirmListener, ReturnListener {

    private static final String FULL = "the queue refused it (nack): it is full, or its node is gone";
    /** AMQP's resource-error, which Broker-J gives as the reason of such a return. */
    private static final int REFUSED_BY_FULL_QUEUE = 506;

    private final Channel channel;
    private final Executor receipts;
    private final boolean returnsAfterNack;
    private volatile boolean retired;
    /** In {@link System#nanoTime}: the first refusal since anything was accepted; 0: none. */
    private volatile long refusedSince;

    private final ConcurrentSkipListMap<Long, Outstanding> outstanding = new ConcurrentSkipListMap<>();
    private final Map<String, Outstanding> byMessageId = new ConcurrentHashMap<>();

    /** @param receipts where callers hear their receipts; never the connection's own thread, which must not wait */
    ConfirmedChannel(Channel channel, Executor receipts) throws IOException {
        this.channel = channel;
        this.receipts = receipts;
        this.returnsAfterNack = Products.isQpid(channel.getConnection());
        channel.addConfirmListener(this);
        channel.addReturnListener(this);
        channel.addShutdownListener(this::closed);
        channel.confirmSelect();
    }

    boolean isOpen() {
        return !retired && channel.isOpen();
    }

    /** Takes no further message, although it is not closed yet: closing waits for the broker. */
    void retire() {
        retired = true;
    }

    /** The same, if for so long nothing was accepted that it took and nothing is out. Answers whether it is so. */
    synchronized boolean retireIfRefused(long nanos) {
        var since = refusedSince;
        if (isOpen() && since != 0 && System.nanoTime() - since > nanos && outstanding.isEmpty()) {
            retired = true;
        }
        return retired;
    }

    Connection connection() {
        return channel.getConnection();
    }

    /**
     * Hands a message over. Either this throws, and the message was not sent, or the message gets its receipt.
     *
     * @throws IOException when the channel closed before the message was handed to it
     */
    synchronized void publish(Outstanding message) throws IOException {
        if (!isOpen()) {
            throw new IOException("the channel is closed");
        }
        var number = channel.getNextPublishSeqNo();
        message.numbered(number);
        outstanding.put(number, message);
        byMessageId.put(message.properties().getMessageId(), message);
        try {
            channel.basicPublish(message.exchange(), message.routingKey(), true, message.properties(), message.body());
        } catch (IOException | ShutdownSignalException e) {
            // Part of it may be on the wire, so this is not "not sent". closed() may have answered already.
            answer(number, Receipt.UNKNOWN, "the connection failed while sending: " + e.getMessage());
        } catch (RuntimeException | Error bug) {
            // The caller hears of it from us; a receipt later on would be a second answer.
            outstanding.remove(number);
            byMessageId.remove(message.properties().getMessageId(), message);
            if (channel.getNextPublishSeqNo() != number) {
                // The client counted what it did not send: each confirm from here on would be taken for the one before.
                retire();
                close();
            }
            throw bug;
        }
        if (!isOpen()) {
            // closed() may have run before the message was entered
            answer(
                    number,
                    Receipt.UNKNOWN,
                    channel.isOpen() ? "the channel was given up" : because(channel.getCloseReason()));
        }
    }

    /** When the oldest message without a receipt was handed over, in {@link System#nanoTime}; null: none is out. */
    Long oldest() {
        var first = outstanding.firstEntry();
        return first == null ? null : first.getValue().sentAt();
    }

    @Override
    public void handleAck(long number, boolean multiple) {
        refusedSince = 0;
        confirmed(number, multiple, Receipt.ACCEPTED, null);
    }

    @Override
    public void handleNack(long number, boolean multiple) {
        if (!returnsAfterNack) {
            if (refusedSince == 0) {
                refusedSince = System.nanoTime();
            }
            confirmed(number, multiple, Receipt.ALREADY_WAITING, FULL);
        }
    }

    @Override
    public void handleReturn(
            int code, String text, String exchange, String routingKey, AMQP.BasicProperties properties, byte[] body) {
        var message = properties.getMessageId() == null ? null : byMessageId.get(properties.getMessageId());
        if (message == null) {
            return;
        }
        var unroutable =
                "%d %s: no queue is bound to exchange %s for key %s".formatted(code, text, exchange, routingKey);
        if (!returnsAfterNack) {
            message.returned(unroutable);
        } else if (code == REFUSED_BY_FULL_QUEUE) {
            receipts.execute(() -> answer(message.number(), Receipt.ALREADY_WAITING, FULL));
        } else {
            receipts.execute(() -> answer(message.number(), Receipt.UNROUTABLE, unroutable));
        }
    }

    private void confirmed(long number, boolean multiple, Receipt receipt, String detail) {
        receipts.execute(() -> {
            if (multiple) {
                outstanding.headMap(number, true).keySet().forEach(each -> answer(each, receipt, detail));
            } else {
                answer(number, receipt, detail);
            }
        });
    }

    private void closed(ShutdownSignalException signal) {
        fail(because(signal));
    }

    private static String because(ShutdownSignalException signal) {
        return "the channel closed before the broker answered: " + signal.getMessage();
    }

    /** Gives every message that has none the receipt unknown. */
    void fail(String detail) {
        receipts.execute(() -> outstanding.keySet().forEach(number -> answer(number, Receipt.UNKNOWN, detail)));
    }

    private void answer(long number, Receipt receipt, String detail) {
        var message = outstanding.remove(number);
        if (message == null) {
            return;
        }
        byMessageId.remove(message.properties().getMessageId(), message);
        if (message.returnedBecause() != null) {
            message.answer(Receipt.UNROUTABLE, message.returnedBecause());
        } else {
            message.answer(receipt, detail);
        }
    }

    void close() {
        try {
            channel.abort();
        } catch (IOException | ShutdownSignalException alreadyGone) {
            // abort is what is left when close cannot be had
        }
    }
}
