package io.cptm8.orchestratorm8.ring;

import io.cptm8.orchestratorm8.notify.Kind;
import io.cptm8.orchestratorm8.notify.Notice;
import io.cptm8.orchestratorm8.rabbitmq.publish.PublishHeaders;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what judge.sql found of a hop, if it is something new, as the header {@code event}, a log line and a count. A restart gets the
 * headers of its message: the scanner's routing key, and a message id of run, scanner and count.
 */
public final class HopEvent implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(HopEvent.class);

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
        var most = message.getHeader("restarts", Integer.class);
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
            case "stuck" -> {
                var text = "%s, %s. %s".formatted(place.formatted("stuck"), times, next(message, restarts, most));
                LOG.warn(text);
                tell(Kind.STUCK, scanner, text);
            }
            case "restart" -> {
                message.setHeader(PublishHeaders.ROUTING_KEY, row.get("key"));
                message.setHeader(
                        PublishHeaders.MESSAGE_ID, "run:%s:%s:%d".formatted(row.get("run"), scanner, restarts));
                var text = "%s, restart %d of %d at most.".formatted(place.formatted("started again"), restarts, most);
                LOG.warn(text);
                tell(Kind.RESTARTED, scanner, text);
            }
            case "merge", "merged" -> {
                var text = "%s: %s, and one token is enough.%s"
                        .formatted(
                                place.formatted("one too many"),
                                row.get("why"),
                                event.equals("merge") ? " Its start is taken out of the queue." : "");
                LOG.warn(text);
                tell(Kind.MERGED, scanner, text);
            }
            default -> {
                var text =
                        "%s after %s, %s. Nothing goes on in this run. Look at %s and its log; the ring starts again with the next change or schedule."
                                .formatted(
                                        place.formatted("given up"),
                                        restarts == 1 ? "1 more start" : restarts + " more starts",
                                        times,
                                        scanner);
                LOG.error(text);
                tell(Kind.GIVEN_UP, scanner, text);
            }
        }
        message.setHeader("scanner", scanner);
        message.setHeader("event", event);
    }

    private void tell(Kind kind, String scanner, String text) {
        notices.accept(new Notice.OfHop(kind, scanner, text));
    }

    private static String next(Message message, int restarts, int most) {
        if (!Long.valueOf(0).equals(message.getHeader("waiting", Long.class))
                || Boolean.TRUE.equals(message.getHeader(HopLook.HELD))) {
            return "It is not started again while that is so.";
        }
        return restarts < most ? "It is started again now." : "It is not started again.";
    }
}
