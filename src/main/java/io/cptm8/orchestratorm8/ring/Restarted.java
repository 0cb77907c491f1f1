package io.cptm8.orchestratorm8.ring;

import io.cptm8.orchestratorm8.notify.Kind;
import io.cptm8.orchestratorm8.notify.Notice;
import io.cptm8.orchestratorm8.rabbitmq.publish.PublishHeaders;
import io.cptm8.orchestratorm8.rabbitmq.publish.Receipt;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After a restart was published: says so, once, and what the broker did with it. It counts whatever that was, and the next comes in its time. One that no
 * queue took is the cause found: what its scanner's file declares is declared again, and the header {@code again} says that it is to be published once more.
 */
public final class Restarted implements Processor {

    /** Declares queue and bindings of a scanner as its file says. */
    @FunctionalInterface
    public interface Queues {
        /** @throws IOException the broker refuses, or is away */
        void declareAgain(String scanner) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Restarted.class);
    private static final String AGAIN = "again";
    private static final String NOT_BOUND = "notBound";

    private final Queues queues;
    private final Consumer<Notice> notices;

    public Restarted(Queues queues, Consumer<Notice> notices) {
        this.queues = queues;
        this.notices = notices;
    }

    @Override
    public void process(Exchange exchange) {
        var message = exchange.getMessage();
        var verdict = message.getHeader(PublishHeaders.VERDICT, String.class);
        var first = message.getHeader(NOT_BOUND) == null;
        message.setHeader(AGAIN, false);
        if (first && Receipt.UNROUTABLE.text().equals(verdict)) {
            message.setHeader(NOT_BOUND, declareAgain(message));
            if (Boolean.TRUE.equals(message.getHeader(AGAIN))) {
                return;
            }
        }
        say(message, verdict);
    }

    /** Answers what to say of it. */
    private String declareAgain(Message message) {
        var notBound = " No queue was bound for %s;".formatted(message.getHeader(PublishHeaders.ROUTING_KEY));
        try {
            queues.declareAgain(message.getHeader("scanner", String.class));
            message.setHeader(AGAIN, true);
            return notBound + " it was declared and bound as its file says.";
        } catch (IOException e) {
            return notBound + " it could not be declared: %s.".formatted(e.getMessage());
        }
    }

    private void say(Message message, String verdict) {
        var text = new StringBuilder(message.getHeader(HopEvent.TEXT, String.class)).append('.');
        text.append(message.getHeader(NOT_BOUND, "", String.class));
        if (!Receipt.ACCEPTED.text().equals(verdict)) {
            var why = message.getHeader(PublishHeaders.WHY, String.class);
            text.append(" The broker has not taken the start: ").append(verdict);
            text.append(why == null ? "." : ", " + why + ".");
        }
        LOG.warn(text.toString());
        notices.accept(new Notice.OfHop(Kind.RESTARTED, message.getHeader("scanner", String.class), text.toString()));
    }
}
