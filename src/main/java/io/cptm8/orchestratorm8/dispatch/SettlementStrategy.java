package io.cptm8.orchestratorm8.dispatch;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers the verdicts of a split batch into one {@link Settlement}. An element that failed has the verdict failed:
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
                    .removeHeaders(Verdict.HEADER + "|" + Verdict.WHY); // of the first element, not of the batch
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
            verdict = Verdict.FAILED;
            why = String.valueOf(element.getException());
            published.remove(messageId);
        } else if (verdict == null && element.getProperty(Exchange.DUPLICATE_MESSAGE, false, Boolean.class)) {
            verdict = published.verdict(messageId);
            if (verdict == null) {
                return; // still on its way under an older claim, which will settle it
            }
        } else if (verdict == null) {
            settlement.keep(
                    request,
                    message.getHeader(Guard.GENERATION, Integer.class),
                    message.getHeader(Guard.WAITED, 0L, Long.class),
                    message.getHeader(Guard.LAPSED, false, Boolean.class));
            return;
        } else {
            published.heard(messageId, verdict);
        }
        settlement.settle(request, verdict, why, messageId);
        meters.verdict(scanner, verdict, message);
    }
}
