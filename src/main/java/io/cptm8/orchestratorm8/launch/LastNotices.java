package io.cptm8.orchestratorm8.launch;

import java.time.Duration;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends, before an end in order, what has been gathered for people: nobody would tell it later. A broker that is away is not waited for. */
final class LastNotices {

    private static final Logger LOG = LoggerFactory.getLogger(LastNotices.class);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Thread sending;

    LastNotices(CamelContext context, Services services) {
        sending = new Thread(() -> send(context, services), "orchestratorm8-last-notices");
        sending.setDaemon(true);
        sending.start();
    }

    private static void send(CamelContext context, Services services) {
        services.notices.hurry();
        if (!services.broker.trouble().isEmpty() || context.getRoute("notices") == null) {
            return;
        }
        try (var template = context.createProducerTemplate()) {
            template.sendBody("direct:notify", null);
        } catch (Exception e) {
            LOG.debug("What was gathered for people could not be sent before the end", e);
        }
    }

    /** Waits until they are sent, but no longer than {@link #LONGEST_WAIT}: after that they end with whatever else the broker has not answered. */
    void await() throws InterruptedException {
        sending.join(LONGEST_WAIT.toMillis());
    }
}
