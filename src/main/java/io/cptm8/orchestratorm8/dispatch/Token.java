package io.cptm8.orchestratorm8.dispatch;

import io.cptm8.orchestratorm8.rabbitmq.TopologyException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Before a ring start: keeps it back when a token is on its way already, which the ledger says, or a start that waits in a queue of the
 * ring. Every further start would be one more token, for ever.
 *
 * <p>A start that waits for the first scanner stands for these requests too, since it has not looked at the domains yet. One that it has
 * taken does not: it may have looked before they changed. They are held for the next round.
 */
public final class Token implements Processor {

    /**
     * A scanner of the ring that is to be started.
     *
     * @param run whose turn it is in this run; null: it is not its turn
     */
    public record Place(String scanner, String queue, Long run) {}

    /** What the ledger knows. */
    public interface Places {

        /** All scanners of the ring of this one; empty: it is in none. */
        List<Place> of(String scanner) throws SQLException;

        /** Writes down that the start of this scanner waits, and that nobody had heard of it. */
        void adopt(String scanner) throws SQLException;
    }

    private final Places places;
    private final StartOutcome.QueueLook queues;

    public Token(Places places, StartOutcome.QueueLook queues) {
        this.places = places;
        this.queues = queues;
    }

    @Override
    public void process(Exchange exchange) {
        var message = exchange.getMessage();
        message.removeHeader(Verdict.HEADER);
        message.removeHeader(Verdict.WHY);
        var scanner = message.getHeader(ClaimTerms.SCANNER, String.class);
        try {
            look(scanner, places.of(scanner), (verdict, why) -> {
                message.setHeader(Verdict.HEADER, verdict);
                message.setHeader(Verdict.WHY, why);
            });
        } catch (SQLException | IOException away) {
            message.setHeader(Verdict.HEADER, Verdict.FAILED);
            message.setHeader(
                    Verdict.WHY, "not sent: whether a token is on its way cannot be asked: " + away.getMessage());
        }
    }

    private interface Decision {
        void is(String verdict, String why);
    }

    private void look(String scanner, List<Place> ring, Decision decision) throws SQLException, IOException {
        for (var place : ring) {
            if (place.run() != null && !place.scanner().equals(scanner)) {
                decision.is(Verdict.RING_BUSY, "run %d is at %s".formatted(place.run(), place.scanner()));
                return;
            }
        }
        for (var place : ring) {
            if (place.run() != null) {
                if (queues.waiting(place.queue()) > 0) {
                    decision.is(Verdict.ALREADY_WAITING, null);
                } else {
                    decision.is(Verdict.RING_BUSY, "run %d is at %s, which has begun".formatted(place.run(), scanner));
                }
                return;
            }
        }
        for (var place : ring) {
            if (!place.scanner().equals(scanner) && waiting(place.queue()) > 0) {
                places.adopt(place.scanner());
                decision.is(
                        Verdict.RING_BUSY,
                        "a start of %s waits in %s, which nobody had heard of"
                                .formatted(place.scanner(), place.queue()));
                return;
            }
        }
    }

    /** A queue of another scanner that is missing holds no token. */
    private long waiting(String queue) throws IOException {
        try {
            return queues.waiting(queue);
        } catch (TopologyException missing) {
            return 0;
        }
    }
}
