package io.cptm8.orchestratorm8.rabbitmq;

import java.io.IOException;

/** The broker refuses a declaration; trying again does not help. The message says what differs and the cure. */
public final class TopologyException extends IOException {

    private static final long serialVersionUID = 1L;

    public TopologyException(String message) {
        super(message);
    }
}
