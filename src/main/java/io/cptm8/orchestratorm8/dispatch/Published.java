package io.cptm8.orchestratorm8.dispatch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Message ids that this instance has handed to the broker and whose verdict is not in the database yet.
 *
 * <p>The database decides what is sent and what is done; a crash forgets this memory and loses nothing by it. It
 * covers the one case the database cannot: the broker accepted, and the word could not be written before the lease
 * lapsed. The next claim then finds the id here, with its verdict, and settles without publishing again.
 *
 * <p>The stock repositories ask the database twice for each message and keep a key for ever once it is in.
 */
public final class Published extends ServiceSupport implements IdempotentRepository {

    private static final String IN_FLIGHT = "in flight";
    /** Verdicts that could not be written, at most: each is some 150 bytes of heap. */
    private static final int MOST = 200_000;

    private final Map<String, String> verdicts = new ConcurrentHashMap<>();

    @Override
    public boolean add(String messageId) {
        if (verdicts.size() >= MOST) {
            verdicts.values().removeIf(verdict -> !verdict.equals(IN_FLIGHT));
        }
        return verdicts.putIfAbsent(messageId, IN_FLIGHT) == null;
    }

    /** The verdict that is known but not written; null: the message is on its way, or unknown here. */
    String verdict(String messageId) {
        var verdict = verdicts.get(messageId);
        return IN_FLIGHT.equals(verdict) ? null : verdict;
    }

    /** Remembers an acceptance until it is written; whatever else came of it may be published again. */
    void heard(String messageId, String verdict) {
        if (Verdict.ACCEPTED.equals(verdict)) {
            verdicts.replace(messageId, verdict);
        } else {
            verdicts.remove(messageId);
        }
    }

    void written(Iterable<String> messageIds) {
        messageIds.forEach(verdicts::remove);
    }

    @Override
    public boolean contains(String messageId) {
        return verdicts.containsKey(messageId);
    }

    @Override
    public boolean remove(String messageId) {
        return verdicts.remove(messageId) != null;
    }

    /** Nothing: a message is done with when its verdict is written, not when its exchange is. */
    @Override
    public boolean confirm(String messageId) {
        return true;
    }

    @Override
    public void clear() {
        verdicts.clear();
    }
}
