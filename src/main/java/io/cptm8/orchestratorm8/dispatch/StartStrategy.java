package io.cptm8.orchestratorm8.dispatch;

import io.cptm8.orchestratorm8.postgres.listen.PgListenConsumer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Debounces: batches of requests that come close together become one {@link Start}. */
public final class StartStrategy implements AggregationStrategy {

    /** When each scanner's latest start had its turn, in {@link System#nanoTime}. */
    private final Map<String, Long> turns = new ConcurrentHashMap<>();

    @Override
    public Exchange aggregate(Exchange held, Exchange arrived) {
        var result = held == null ? arrived : held;
        var message = arrived.getMessage();
        var settlement = message.getBody(Settlement.class);
        var start = held == null ? begin(message) : held.getMessage().getBody(Start.class);
        start.add(
                settlement,
                message.getHeader(ClaimTerms.CLAIM, String.class),
                arrived.getProperty(PgListenConsumer.AGAIN, false, Boolean.class));
        // Camel reads the time-out from the exchange that arrived, not from the one that is held.
        message.setHeader("patienceMillis", start.patienceMillis());
        result.getMessage().setBody(start);
        result.getMessage().setHeader(Guard.MESSAGE_ID, start.messageId());
        // As long as one of the claims holds, what it holds needs a start.
        result.getMessage().setHeader(ClaimTerms.NOT_AFTER, message.getHeader(ClaimTerms.NOT_AFTER));
        return result;
    }

    private Start begin(Message message) {
        var scanner = message.getHeader(ClaimTerms.SCANNER, String.class);
        var debounce = Debounce.of(message);
        var now = System.nanoTime();
        var turn = turns.merge(
                scanner,
                now,
                (last, unused) -> last + debounce.spacingNanos() - now > 0 ? last + debounce.spacingNanos() : now);
        return new Start(scanner, debounce, turn);
    }
}
