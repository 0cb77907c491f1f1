package io.cptm8.orchestratorm8.dispatch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * After the split: goes on when the broker has spoken of every message of the batch, and makes verdicts of its words.
 * Each message gets its receipt, whatever happens ({@code rabbitmq-publish}), so this waits no longer than that allows.
 */
public final class Receipts extends AsyncProcessorSupport {

    private final Published published;
    private final DispatchMeters meters;
    private final Executor settlers;

    /** @param settlers where it goes on: the last receipt comes on the connection's side, and that must not wait for a database */
    public Receipts(Published published, DispatchMeters meters, Executor settlers) {
        this.published = published;
        this.meters = meters;
        this.settlers = settlers;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        var settlement = exchange.getMessage().getBody(Settlement.class);
        var words = settlement.awaited().stream().map(Awaited::word).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(words)
                .whenCompleteAsync(
                        (done, never) -> {
                            try {
                                hear(exchange.getMessage(), settlement);
                            } catch (RuntimeException bug) {
                                exchange.setException(bug);
                            }
                            callback.done(false);
                        },
                        settlers);
        return false;
    }

    private void hear(Message message, Settlement settlement) {
        var scanner = message.getHeader(ClaimTerms.SCANNER, String.class);
        long claimedAt = message.getHeader(ClaimTerms.CLAIMED_AT, Long.class);
        for (var each : settlement.awaited()) {
            var word = each.word().join();
            var verdict = word.receipt().text();
            published.heard(each.messageId(), verdict);
            settlement.settle(each.request(), verdict, word.detail(), each.messageId());
            meters.verdict(scanner, verdict, word.detail(), each.lapsed());
            if (verdict.equals(Verdict.ACCEPTED)) {
                meters.reaction(
                        scanner, each.waitedMillis() + TimeUnit.NANOSECONDS.toMillis(word.heardAt() - claimedAt));
            }
        }
    }
}
