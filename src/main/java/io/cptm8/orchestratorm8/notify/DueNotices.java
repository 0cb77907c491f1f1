package io.cptm8.orchestratorm8.notify;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Brings the notices that are to be sent now, as a list. */
public final class DueNotices implements Processor {

    private final Notices notices;

    public DueNotices(Notices notices) {
        this.notices = notices;
    }

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().setBody(notices.due());
    }
}
