package io.cptm8.orchestratorm8.dispatch;

import io.cptm8.orchestratorm8.rabbitmq.publish.PublishHeaders;
import io.cptm8.orchestratorm8.target.DomainName;
import io.cptm8.orchestratorm8.target.Target;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Lets a claimed request pass only if the claim still holds it, and its domain is there, enabled, and has a name that is certainly a domain's;
 * otherwise it sets a verdict. What passes has its name in the form that is published, and its message id.
 */
public final class Guard implements Processor {

    static final String REQUEST = "request";
    static final String GENERATION = "generation";
    static final String MESSAGE_ID = PublishHeaders.MESSAGE_ID;
    static final String WAITED = "waitedMillis";
    static final String LAPSED = "lapsed";

    /** Reads what names are held against, so that the first one does not wait for it. */
    public static void prepare() {
        DomainName.prepare();
    }

    @Override
    public void process(Exchange exchange) {
        var message = exchange.getMessage();
        @SuppressWarnings("unchecked")
        var row = (Map<String, Object>) message.getBody(Map.class);
        message.setHeader(REQUEST, row.get("request"));
        message.setHeader(GENERATION, row.get("generation"));
        message.setHeader(WAITED, row.get("waited_ms"));
        message.setHeader(LAPSED, row.get("lapsed"));
        message.setHeader(
                MESSAGE_ID,
                messageId(
                        message.getHeader(ClaimTerms.SCANNER, String.class),
                        row.get("request"),
                        row.get("generation")));
        if (exchange.getContext().isStopping()) {
            message.setHeader(Verdict.HEADER, Verdict.RELEASED);
        } else if (isOver(message)) {
            message.setHeader(Verdict.HEADER, Verdict.RELEASED);
            message.setHeader(Verdict.WHY, PublishHeaders.TOO_LATE);
        } else if (!Boolean.TRUE.equals(row.get("enabled"))) {
            message.setHeader(Verdict.HEADER, Verdict.CANCELLED);
        } else {
            check(exchange, row);
        }
    }

    /** An instance that stood still since its claim would send what another has claimed since. */
    private static boolean isOver(Message message) {
        var notAfter = message.getHeader(ClaimTerms.NOT_AFTER, Long.class);
        return notAfter != null && System.nanoTime() - notAfter >= 0;
    }

    private static void check(Exchange exchange, Map<String, Object> row) {
        var target = DomainName.check((String) row.get("name"));
        if (target instanceof Target.Valid valid) {
            row.put("name", valid.ascii());
            row.put("unicode", valid.unicode());
        } else if (target instanceof Target.Refused refused) {
            exchange.getMessage().setHeader(Verdict.HEADER, Verdict.PARKED);
            exchange.getMessage().setHeader(Verdict.WHY, refused.reason());
        }
    }

    /** The same for every attempt of one wish, so that a repeat can be told from a new one. */
    static String messageId(String scanner, Object request, Object generation) {
        return scanner + ":" + request + ":" + generation;
    }
}
