package io.cptm8.orchestratorm8.notify;

import io.cptm8.orchestratorm8.rabbitmq.publish.PublishHeaders;
import io.cptm8.orchestratorm8.rabbitmq.publish.Receipt;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After a notification was published: done with, or kept for another try. That nobody listens is normal, and said once; so is what stands in
 * the way of all of them.
 */
public final class NoticeOutcome implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeOutcome.class);

    private final Notices notices;
    private final NoticeMeters meters;
    private volatile boolean saidUnrouted;
    private volatile boolean failing;

    public NoticeOutcome(Notices notices, NoticeMeters meters) {
        this.notices = notices;
        this.meters = meters;
    }

    @Override
    public void process(Exchange exchange) {
        var told = exchange.getProperty(NoticeMessage.NOTICE, Told.class);
        var message = exchange.getMessage();
        var verdict = message.getHeader(PublishHeaders.VERDICT, "", String.class);
        var outcome = outcome(verdict);
        notices.heard(told, !outcome.isEmpty());
        if (!outcome.isEmpty()) {
            meters.message(told.kind(), outcome);
        }
        say(told, verdict, outcome, message.getHeader(PublishHeaders.WHY));
    }

    /** Empty: it is kept. */
    private static String outcome(String verdict) {
        if (verdict.equals(Receipt.ACCEPTED.text())) {
            return "sent";
        }
        if (verdict.equals(Receipt.UNROUTABLE.text())) {
            return "unrouted";
        }
        if (verdict.equals(Receipt.ALREADY_WAITING.text())) {
            return "refused";
        }
        return verdict.equals(PublishHeaders.NOT_SENT) ? "not sent" : "";
    }

    private void say(Told told, String verdict, String outcome, Object why) {
        switch (outcome) {
            case "sent" -> {
                if (failing) {
                    LOG.info("Notifications are taken again.");
                }
            }
            case "unrouted" -> {
                if (!saidUnrouted) {
                    saidUnrouted = true;
                    LOG.info(
                            "No queue is bound to exchange notification for {}: what is told there is counted, and gone. That is no fault.",
                            told.kind().loudness().routingKey());
                }
            }
            case "" -> {
                if (!failing) {
                    LOG.warn("A notification could not be sent ({}, {}). It is kept and tried again.", verdict, why);
                }
            }
            default -> LOG.warn("A notification is dropped: {}, {}.", verdict, why);
        }
        failing = outcome.isEmpty();
    }
}
