package io.cptm8.orchestratorm8.ring;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** After next-round.sql: says what became of requests that were held while a token was on its way. */
public final class NextRound implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(NextRound.class);

    @Override
    public void process(Exchange exchange) {
        List<?> rows = exchange.getMessage().getBody(List.class);
        for (var each : rows) {
            var row = (Map<?, ?>) each;
            say(row.get("scanner"), row.get("covered"), "covered by the round that has begun");
            say(row.get("scanner"), row.get("due"), "due, since nothing runs in the ring any more");
        }
    }

    private static void say(Object scanner, Object count, String what) {
        var requests = ((Number) count).longValue();
        if (requests > 0) {
            LOG.info("{}: {} {} {}.", scanner, requests, requests == 1 ? "request is" : "requests are", what);
        }
    }
}
