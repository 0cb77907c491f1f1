package io.cptm8.orchestratorm8.rabbitmq.publish;

/** Headers of an exchange that {@code rabbitmq-publish:} reads and writes. None of them goes on the wire. */
public final class PublishHeaders {

    /** Read: the routing key, as it is sent. */
    public static final String ROUTING_KEY = "routingKey";
    /** Read: becomes the AMQP property message_id. */
    public static final String MESSAGE_ID = "messageId";
    /**
     * Read: from when on it must not be sent any more, a {@code Long} in {@link System#nanoTime}; none: it may always be.
     */
    public static final String NOT_AFTER = "notAfter";
    /** Written: the text of a {@link Receipt}, {@link #FAILED}, {@link #NOT_SENT} or {@link #RELEASED}. */
    public static final String VERDICT = "verdict";
    /** Written: in words for a person, unless all went well. */
    public static final String WHY = "why";
    /** Written instead of a receipt when that is not awaited: a {@code CompletableFuture} of the broker's {@link Word}. */
    public static final String PENDING = "pending";
    /** The verdict on a message that was certainly not sent, since the broker could not be spoken to. */
    public static final String FAILED = "failed";
    /** The verdict on a message that was certainly not sent, since it cannot be: a matter of its own. */
    public static final String NOT_SENT = "not sent";
    /** The verdict on a message that was not sent because it was too late for it. */
    public static final String RELEASED = "released";
    /** Why, in words for a person. */
    public static final String TOO_LATE =
            "the claim was over before it could be sent; this instance stood still, or ends";

    private PublishHeaders() {}
}
