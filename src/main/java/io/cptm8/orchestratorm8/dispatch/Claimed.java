package io.cptm8.orchestratorm8.dispatch;

import io.cptm8.orchestratorm8.postgres.listen.PgListenConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.sql.SqlConstants;

/** After claim.sql: says whether there may be more, and forgets a claim that found nothing. */
public final class Claimed implements Processor {

    private final Claims claims;

    public Claimed(Claims claims) {
        this.claims = claims;
    }

    @Override
    public void process(Exchange exchange) {
        var message = exchange.getMessage();
        int found = message.getHeader(SqlConstants.SQL_ROW_COUNT, 0, Integer.class);
        int batch = message.getHeader(ClaimTerms.BATCH, Integer.class);
        exchange.setProperty(PgListenConsumer.AGAIN, found >= batch);
        if (found == 0) {
            claims.settled(message.getHeader(ClaimTerms.CLAIM, String.class));
        }
    }
}
