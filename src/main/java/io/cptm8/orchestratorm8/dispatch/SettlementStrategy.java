package io.cptm8.orchestratorm8.dispatch;

import io.cptm8.orchestratorm8.rabbitmq.publish.PublishHeaders;
import io.cptm8.orchestratorm8.rabbitmq.publish.Word;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers the verdicts of a split batch into one {@link Settlement}, and what is to be heard of yet. An element that failed has a verdict by {@link Blame}:
 * one bad row is one bad row.
 */
public final class SettlementStrategy implements AggregationStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(SettlementStrategy.class);

    private final Published published;
    private final DispatchMeters meters;

    public SettlementStrategy(Published published, DispatchMeters meters) {
        this.published = published;
        this.meters = meters;
    }

    @Override
    public Exchange aggregate(Exchange gathered, Exchange element) {
        var result = gathered == null ? element : gathered;
        var settlement =
                gathered == null ? new Settlement() : gathered.getMessage().getBody(Settlement.class);
        add(settlement, element);
        if (gathered == null) {
            result.setException(null);
            result.getMessage()
                    .removeHeaders(Verdict.HEADER + "|" + Verdict.WHY + "|"
                            + PublishHeaders.PENDING); // of the first element, not of the batch
            result.getMessage().setBody(settlement);
        }
        return result;
    }

    private void add(Settlement settlement, Exchange element) {
        var message = element.getMessage();
        var request = message.getHeader(Guard.REQUEST, Long.class);
        var messageId = message.getHeader(Guard.MESSAGE_ID, String.class);
        var verdict = message.getHeader(Verdict.HEADER, String.class);
        var why = message.getHeader(Verdict.WHY, String.class);
        var scanner = message.getHeader(ClaimTerms.SCANNER, String.class);
        if (request == null) {
            LOG.error(
                    "This is a bug: a claimed row of scanner {} has no request id; its lease will lapse.",
                    scanner,
                    element.getException());
            return;
        }
        if (element.getException() != null) {
            LOG.error(
                    "Request {} of scanner {} failed in its route; it is tried again later.",
                    request,
                    scanner,
                    element.getException());
            verdict = Blame.verdict(element.getException());
            why = String.valueOf(element.getException());
            published.remove(messageId);
        } else if (verdict == null && element.getProperty(Exchange.DUPLICATE_MESSAGE, false, Boolean.class)) {
            verdict = published.verdict(messageId);
            if (verdict == null) {
                return; // still on its way under an older claim, which will settle it
            }
        } else if (verdict == null) {
            var waited = message.getHeader(Guard.WAITED, 0L, Long.class);
            var lapsed = message.getHeader(Guard.LAPSED, false, Boolean.class);
            @SuppressWarnings("unchecked")
            var word = (CompletableFuture<Word>) message.getHeader(PublishHeaders.PENDING);
            if (word == null) {
                settlement.keep(request, message.getHeader(Guard.GENERATION, Integer.class), waited, lapsed);
            } else {
                settlement.await(new Awaited(request, messageId, waited, lapsed, word));
            }
            return;
        } else {
            published.heard(messageId, verdict);
        }
        settlement.settle(request, verdict, why, messageId);
        meters.verdict(scanner, verdict, why, message.getHeader(Guard.LAPSED, false, Boolean.class));
    }
}
