package io.cptm8.orchestratorm8.ring;

import io.cptm8.orchestratorm8.notify.Kind;
import io.cptm8.orchestratorm8.notify.Notice;
import io.cptm8.orchestratorm8.rabbitmq.publish.PublishHeaders;
import io.cptm8.orchestratorm8.rabbitmq.publish.Receipt;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** After a restart was published: says so when the broker did not take it. It counts all the same, and the next comes in its time. */
public final class Restarted implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(Restarted.class);

    private final Consumer<Notice> notices;

    public Restarted(Consumer<Notice> notices) {
        this.notices = notices;
    }

    @Override
    public void process(Exchange exchange) {
        var message = exchange.getMessage();
        var verdict = message.getHeader(PublishHeaders.VERDICT, String.class);
        if (!Receipt.ACCEPTED.text().equals(verdict)) {
            LOG.warn(
                    "The start {} was not accepted by the broker: {}{}.",
                    message.getHeader(PublishHeaders.MESSAGE_ID),
                    verdict,
                    message.getHeader(PublishHeaders.WHY) == null ? "" : ", " + message.getHeader(PublishHeaders.WHY));
        }
        if (Receipt.UNROUTABLE.text().equals(verdict)) {
            notices.accept(new Notice.OfRequests(
                    Kind.UNROUTABLE,
                    message.getHeader("scanner", String.class),
                    1,
                    List.of(message.getHeader(PublishHeaders.WHY, String.class))));
        }
    }
}
