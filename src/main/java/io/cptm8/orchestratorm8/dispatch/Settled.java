package io.cptm8.orchestratorm8.dispatch;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After the verdicts are in the database: says in one line what became of the batch, and forgets what was remembered
 * of it, the published messages and the claim.
 */
public final class Settled implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(Settled.class);
    private static final Set<String> GOOD = Set.of(Verdict.ACCEPTED, Verdict.CANCELLED, Verdict.RELEASED);

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
            report(exchange.getMessage().getHeader(ClaimTerms.SCANNER, String.class), settlement);
            published.written(settlement.messageIdsOf(written(exchange)));
            if (settlement.getDomains() == 0) {
                claims.settled(exchange.getMessage().getHeader(ClaimTerms.CLAIM, String.class));
            }
        } else if (body instanceof Start start) {
            published.written(List.of(start.messageId()));
            start.tokens().forEach(claims::settled);
        }
    }

    /** Requests that settle.sql has written; what it passed over is remembered until it is claimed again. */
    private static Set<Object> written(Exchange exchange) {
        var rows = exchange.getMessage().getHeader("written", List.of(), List.class);
        exchange.getMessage().removeHeader("written");
        var requests = new HashSet<>();
        for (var row : rows) {
            requests.add(((Map<?, ?>) row).get("request"));
        }
        return requests;
    }

    private static void report(String scanner, Settlement settlement) {
        var verdicts = Arrays.asList(settlement.getVerdicts());
        var counts = new TreeSet<>(verdicts)
                .stream()
                        .map(verdict -> Collections.frequency(verdicts, verdict) + " " + verdict)
                        .collect(Collectors.joining(", "));
        if (GOOD.containsAll(verdicts)) {
            LOG.info("{}: {}", scanner, counts);
        } else {
            var reason = Arrays.stream(settlement.getErrors())
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse("");
            LOG.warn("{}: {}; the first because of: {}", scanner, counts, reason);
        }
    }
}
