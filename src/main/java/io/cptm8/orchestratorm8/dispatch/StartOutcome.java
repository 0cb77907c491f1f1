package io.cptm8.orchestratorm8.dispatch;

import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** After the publisher: brings the {@link Start} back as the body, with its verdict, for settle-start.sql. */
public final class StartOutcome implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(StartOutcome.class);
    /** After these nobody has anything to do. */
    private static final Set<String> SATISFIED = Set.of(Verdict.ACCEPTED, Verdict.ALREADY_WAITING);

    private final Published published;
    private final DispatchMeters meters;

    public StartOutcome(Published published, DispatchMeters meters) {
        this.published = published;
        this.meters = meters;
    }

    @Override
    public void process(Exchange exchange) {
        var message = exchange.getMessage();
        var start = exchange.getProperty("start", Start.class);
        var verdict = message.getHeader(Verdict.HEADER, String.class);
        if (verdict == null) {
            verdict = published.verdict(start.messageId());
        } else {
            published.heard(start.messageId(), verdict);
        }
        if (verdict == null) {
            exchange.setRouteStop(true); // on its way under an older claim
            return;
        }
        start.heard(verdict, message.getHeader(Verdict.WHY, String.class));
        meters.start(start);
        message.setBody(start);
        LOG.atLevel(SATISFIED.contains(verdict) ? Level.INFO : Level.WARN)
                .log(
                        "{}: start {} for {} domain{}, {} ms after the first of them asked{}",
                        start.getScanner(),
                        verdict,
                        start.getDomains(),
                        start.getDomains() == 1 ? "" : "s",
                        start.getReactionMillis(),
                        start.getError() == null ? "" : ": " + start.getError());
    }
}
