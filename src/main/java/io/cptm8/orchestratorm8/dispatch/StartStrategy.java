package io.cptm8.orchestratorm8.dispatch;

import io.cptm8.orchestratorm8.postgres.listen.PgListenConsumer;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/** Debounces: batches of requests that come close together become one {@link Start}. */
public final class StartStrategy implements AggregationStrategy {

    @Override
    public Exchange aggregate(Exchange held, Exchange arrived) {
        var result = held == null ? arrived : held;
        var message = arrived.getMessage();
        var settlement = message.getBody(Settlement.class);
        var start = held == null
                ? new Start(message.getHeader(ClaimTerms.SCANNER, String.class), Debounce.of(message))
                : held.getMessage().getBody(Start.class);
        start.add(
                settlement,
                message.getHeader(ClaimTerms.CLAIM, String.class),
                arrived.getProperty(PgListenConsumer.AGAIN, false, Boolean.class));
        // Camel reads the time-out from the exchange that arrived, not from the one that is held.
        message.setHeader("patienceMillis", start.patienceMillis());
        result.getMessage().setBody(start);
        result.getMessage().setHeader(Guard.MESSAGE_ID, start.messageId());
        return result;
    }
}
