package io.cptm8.orchestratorm8.dispatch;

import io.cptm8.orchestratorm8.rabbitmq.publish.PublishHeaders;

/** What is written into a request when a claim lets go of it, beside the texts of the broker's receipts. */
final class Verdict {

    /** Header that carries the verdict on the exchange of one request. */
    static final String HEADER = PublishHeaders.VERDICT;
    /** Header that carries the reason, in words for a person. */
    static final String WHY = PublishHeaders.WHY;

    static final String ACCEPTED = "accepted";
    static final String ALREADY_WAITING = "already waiting";
    /** Not sent, since a token of its ring is on its way; held until the next round. */
    static final String RING_BUSY = "ring busy";

    static final String UNROUTABLE = "unroutable";
    static final String UNKNOWN = "unknown";
    /** Certainly not sent, for a reason that passes by itself; tried again later. */
    static final String FAILED = PublishHeaders.FAILED;
    /** Certainly not sent, for a reason of this request's own; tried again later, and parked in the end. */
    static final String NOT_SENT = PublishHeaders.NOT_SENT;
    /** Never sent, and will not be until somebody changes the domain. */
    static final String PARKED = "parked";
    /** The domain is gone or disabled. */
    static final String CANCELLED = "cancelled";
    /** Handed back untouched, because we stop or its lease is over. */
    static final String RELEASED = PublishHeaders.RELEASED;

    private Verdict() {}
}
