package io.cptm8.orchestratorm8.dispatch;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** After settle.sql: the database knows, so the memory of published messages and of the claim can go. */
public final class Settled implements Processor {

    private final Published published;
    private final Claims claims;

    public Settled(Published published, Claims claims) {
        this.published = published;
        this.claims = claims;
    }

    @Override
    public void process(Exchange exchange) {
        var body = exchange.getMessage().getBody();
        if (body instanceof Settlement settlement) {
            published.written(settlement.messageIds());
            if (settlement.getDomains() == 0) {
                claims.settled(exchange.getMessage().getHeader(ClaimTerms.CLAIM, String.class));
            }
        } else if (body instanceof Start start) {
            published.written(java.util.List.of(start.messageId()));
            start.tokens().forEach(claims::settled);
        }
    }
}
