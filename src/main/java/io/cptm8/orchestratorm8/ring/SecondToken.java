package io.cptm8.orchestratorm8.ring;

import io.cptm8.orchestratorm8.ledger.Said;
import io.cptm8.orchestratorm8.notify.Kind;
import io.cptm8.orchestratorm8.notify.Notice;
import io.cptm8.orchestratorm8.rabbitmq.Interception;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After second-token.sql: stands before the scanner that the later of two tokens is handed over to next, and takes that start. The scanners see nothing
 * of it. What was taken is written down when it has been heard, so the ledger has a run that was merged.
 */
public final class SecondToken implements Processor {

    /** Stands before the consumers of a queue. */
    @FunctionalInterface
    public interface Queues {
        Interception intercept(String queue, Predicate<byte[]> wanted) throws IOException;
    }

    /**
     * @param looks after it has taken the message
     * @param until in the time of {@link #nanos}, while nobody has looked again; whoever leads no more, or has no database, takes nothing
     */
    private record Stand(Map<?, ?> row, Interception interception, AtomicInteger looks, AtomicLong until) {

        private boolean isFor(Map<?, ?> other) {
            return other != null
                    && row.get("run").equals(other.get("run"))
                    && text("giver").equals(other.get("giver"));
        }

        private String text(String column) {
            return (String) row.get(column);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(SecondToken.class);

    /** A minute of them. */
    private static final int LOOKS = 12;

    private final Queues queues;
    private final DataSource ledger;
    private final RingMeters meters;
    private final Consumer<Notice> notices;
    private final LongSupplier nanos;
    private final Map<String, Stand> stands = new HashMap<>();

    public SecondToken(Queues queues, DataSource ledger, RingMeters meters, Consumer<Notice> notices) {
        this(queues, ledger, meters, notices, System::nanoTime);
    }

    /** @param nanos as {@link System#nanoTime} */
    SecondToken(Queues queues, DataSource ledger, RingMeters meters, Consumer<Notice> notices, LongSupplier nanos) {
        this.queues = queues;
        this.ledger = ledger;
        this.meters = meters;
        this.notices = notices;
        this.nanos = nanos;
    }

    @Override
    public void process(Exchange exchange) throws SQLException {
        var wanted = new HashMap<String, Map<?, ?>>();
        for (var row : exchange.getMessage().getBody(List.class)) {
            wanted.put((String) ((Map<?, ?>) row).get("ring"), (Map<?, ?>) row);
        }
        for (var ring : List.copyOf(stands.keySet())) {
            var stand = stands.get(ring);
            if (stand.interception().hasTaken()
                    ? isWritten(stand)
                    : !stand.isFor(wanted.get(ring)) || !stand.interception().isStanding()) {
                stand.interception().close();
                stands.remove(ring);
            }
            stand.until().set(later());
        }
        wanted.keySet().removeAll(stands.keySet());
        wanted.forEach(this::stand);
    }

    private void stand(String ring, Map<?, ?> row) {
        var giver = (String) row.get("giver");
        var until = new AtomicLong(later());
        try {
            var interception = queues.intercept(
                    (String) row.get("queue"),
                    body -> Said.in(body).source().equals(giver) && nanos.getAsLong() - until.get() < 0);
            stands.put(ring, new Stand(row, interception, new AtomicInteger(), until));
            LOG.info(
                    "Ring {} has two tokens: run {} is on its way beside run {}. What {} hands over is taken before {} has it.",
                    ring,
                    row.get("run"),
                    row.get("other"),
                    giver,
                    row.get("receiver"));
        } catch (IOException e) {
            LOG.debug("Nobody can stand before {}: {}", row.get("queue"), e.getMessage());
        }
    }

    /** Three looks. */
    private long later() {
        return nanos.getAsLong() + Duration.ofSeconds(15).toNanos();
    }

    /** Or it was not heard in a minute: then the hop that handed it over is late, and is forgotten for the other token. */
    private boolean isWritten(Stand stand) throws SQLException {
        try (var connection = ledger.getConnection();
                var statement = connection.prepareStatement("SELECT intercepted(?, ?, ?)")) {
            statement.setString(1, stand.text("giver"));
            statement.setString(2, stand.text("receiver"));
            statement.setObject(3, stand.row().get("asked_at"));
            try (var answer = statement.executeQuery()) {
                answer.next();
                if (answer.getObject(1) == null) {
                    return stand.looks().incrementAndGet() > LOOKS;
                }
                say(stand);
                return true;
            }
        }
    }

    private void say(Stand stand) {
        var text =
                "%s is one too many in run %s of ring %s: run %s is on its way too, and one token is enough. What %s handed over was taken before %s had it."
                        .formatted(
                                stand.text("receiver"),
                                stand.row().get("run"),
                                stand.text("ring"),
                                stand.row().get("other"),
                                stand.text("giver"),
                                stand.text("receiver"));
        LOG.warn(text);
        meters.event(stand.text("receiver"), "merge");
        notices.accept(new Notice.OfHop(Kind.MERGED, stand.text("receiver"), text));
    }
}
