package io.cptm8.orchestratorm8.dispatch;

import io.cptm8.orchestratorm8.notify.Kind;
import io.cptm8.orchestratorm8.notify.Notice;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * After the publisher: brings the {@link Start} back as the body, with its verdict, for settle-start.sql.
 *
 * <p>A queue that refuses a start is not believed to hold one already: it is asked. The nack of a full queue and that
 * of a queue whose node is gone are the same on the wire, and behind the latter nothing waits.
 */
public final class StartOutcome implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(StartOutcome.class);
    /** After these nobody has anything to do. */
    private static final Set<String> SATISFIED = Set.of(Verdict.ACCEPTED, Verdict.ALREADY_WAITING, Verdict.RING_BUSY);

    /** Header that names the queue, for {@link QueueLook}. */
    private static final String QUEUE = "queue";

    /** Asks the broker. */
    @FunctionalInterface
    public interface QueueLook {
        /** @throws IOException the queue cannot be asked */
        long waiting(String queue) throws IOException;
    }

    private final Published published;
    private final DispatchMeters meters;
    private final QueueLook queues;
    private final Consumer<Notice> notices;

    public StartOutcome(Published published, DispatchMeters meters, QueueLook queues, Consumer<Notice> notices) {
        this.published = published;
        this.meters = meters;
        this.queues = queues;
        this.notices = notices;
    }

    @Override
    public void process(Exchange exchange) {
        var message = exchange.getMessage();
        var start = exchange.getProperty("start", Start.class);
        var verdict = message.getHeader(Verdict.HEADER, String.class);
        var why = message.getHeader(Verdict.WHY, String.class);
        if (Verdict.ALREADY_WAITING.equals(verdict)) {
            var doubt = doubt(message.getHeader(QUEUE, String.class));
            if (!doubt.isEmpty()) {
                verdict = Verdict.UNKNOWN;
                why = doubt;
            }
        }
        if (verdict == null) {
            verdict = published.verdict(start.messageId());
        } else {
            published.heard(start.messageId(), verdict);
        }
        if (verdict == null) {
            exchange.setRouteStop(true); // on its way under an older claim
            return;
        }
        start.heard(verdict, why);
        meters.start(start);
        if (verdict.equals(Verdict.UNROUTABLE)) {
            notices.accept(new Notice.OfRequests(Kind.UNROUTABLE, start.getScanner(), 1, List.of(why)));
        }
        message.setBody(start);
        LOG.atLevel(SATISFIED.contains(verdict) ? Level.INFO : Level.WARN)
                .log(
                        "{}: {} for {} domain{}, {} ms after the first of them asked{}",
                        start.getScanner(),
                        verdict.equals(Verdict.RING_BUSY) ? "the next round is" : "start " + verdict,
                        start.getDomains(),
                        start.getDomains() == 1 ? "" : "s",
                        start.getReactionMillis(),
                        start.getError() == null ? "" : ": " + start.getError());
    }

    /** Why a refusal does not mean that a start waits; empty: one does. */
    private String doubt(String queue) {
        try {
            // One that a scanner took a moment ago is asked for again: a start too many is better than one too few.
            return queues.waiting(queue) > 0
                    ? ""
                    : "queue %s refused it (nack) and has no message waiting".formatted(queue);
        } catch (IOException e) {
            return "queue %s refused it (nack) and cannot be asked whether one waits: %s"
                    .formatted(queue, e.getMessage());
        }
    }
}
