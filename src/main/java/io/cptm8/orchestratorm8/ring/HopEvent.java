package io.cptm8.orchestratorm8.ring;

import io.cptm8.orchestratorm8.notify.Kind;
import io.cptm8.orchestratorm8.notify.Notice;
import io.cptm8.orchestratorm8.rabbitmq.publish.PublishHeaders;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what judge.sql found of a hop, if it is something new, as the header {@code event}, a log line, a notice and a count. A restart gets the
 * headers of its message: the scanner's routing key, and a message id of run, scanner and count; {@link Restarted} says it.
 */
public final class HopEvent implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(HopEvent.class);

    /** Header of a restart: what is said of it, to which {@link Restarted} adds what the broker does. */
    static final String TEXT = "text";

    private final RingMeters meters;
    private final Consumer<Notice> notices;

    /** @param notices of what a person should know */
    public HopEvent(RingMeters meters, Consumer<Notice> notices) {
        this.meters = meters;
        this.notices = notices;
    }

    @Override
    public void process(Exchange exchange) {
        var message = exchange.getMessage();
        message.removeHeader("event");
        List<?> rows = message.getBody(List.class);
        // No row: it was heard of meanwhile.
        if (rows.isEmpty() || !(((Map<?, ?>) rows.get(0)).get("event") instanceof String event)) {
            return;
        }
        var row = (Map<?, ?>) rows.get(0);
        var scanner = (String) row.get("scanner");
        var restarts = ((Number) row.get("restarts")).intValue();
        meters.event(scanner, event);
        var place = "%s is %s in run %s of ring %s".formatted(scanner, "%s", row.get("run"), row.get("ring"));
        var times = "at work for %s, usually %s: %s"
                .formatted(Minutes.of(row.get("minutes")), Minutes.of(row.get("usually")), row.get("why"));
        switch (event) {
            case "late" ->
                LOG.warn(
                        "{}, {}. It counts as stuck after {} without a word{}.",
                        place.formatted("late"),
                        times,
                        Minutes.of(2 * ((Number) row.get("patience")).doubleValue()),
                        restarts > 0 ? ", counted from its last start" : "");
            case "stuck" ->
                tell(
                        Kind.STUCK,
                        scanner,
                        "%s, %s. It is not started again while that is so.".formatted(place.formatted("stuck"), times));
            case "restart" -> {
                message.setHeader(PublishHeaders.ROUTING_KEY, row.get("key"));
                message.setHeader(
                        PublishHeaders.MESSAGE_ID, "run:%s:%s:%d".formatted(row.get("run"), scanner, restarts));
                // Said when it is known what the broker does with it.
                message.setHeader(
                        TEXT,
                        "%s, restart %d of %d at most; %s"
                                .formatted(
                                        place.formatted("started again"),
                                        restarts,
                                        message.getHeader("restarts", Integer.class),
                                        times));
            }
            case "merge", "merged" ->
                tell(
                        Kind.MERGED,
                        scanner,
                        "%s: %s, and one token is enough.%s"
                                .formatted(
                                        place.formatted("one too many"),
                                        row.get("why"),
                                        event.equals("merge") ? " Its start is taken out of the queue." : ""));
            default -> {
                var text =
                        "%s after %s, %s. Nothing goes on in this run. Look at %s and its log; the ring starts again with the next change or schedule."
                                .formatted(
                                        place.formatted("given up"),
                                        restarts == 1 ? "1 more start" : restarts + " more starts",
                                        times,
                                        scanner);
                LOG.error(text);
                notices.accept(new Notice.OfHop(Kind.GIVEN_UP, scanner, text));
            }
        }
        message.setHeader("scanner", scanner);
        message.setHeader("event", event);
    }

    private void tell(Kind kind, String scanner, String text) {
        LOG.warn(text);
        notices.accept(new Notice.OfHop(kind, scanner, text));
    }
}
