package io.cptm8.orchestratorm8.rabbitmq.publish;

/** The broker's word on one message. */
public enum Receipt {
    /** Confirmed, and routed to at least one queue. */
    ACCEPTED("accepted"),
    /** Refused with a nack by a queue that is full: one is waiting there already. */
    ALREADY_WAITING("already waiting"),
    /** Returned: no queue is bound for this key. Nothing holds the message. */
    UNROUTABLE("unroutable"),
    /** No word came in time, or the channel closed before it did: it may or may not be in the queue. */
    UNKNOWN("unknown");

    private final String text;

    Receipt(String text) {
        this.text = text;
    }

    /** As it is stored, logged and counted. */
    public String text() {
        return text;
    }
}
