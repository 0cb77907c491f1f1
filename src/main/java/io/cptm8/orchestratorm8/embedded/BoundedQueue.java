package io.cptm8.orchestratorm8.embedded;

/**
 * A queue that refuses messages when full.
 *
 * @param name the queue
 * @param maxLength how many messages fit, at least 1
 */
public record BoundedQueue(String name, int maxLength) {

    /** Refuses a bound that would make the queue useless. */
    public BoundedQueue {
        if (maxLength < 1) {
            throw new IllegalArgumentException("Queue " + name + " must hold at least 1 message, not " + maxLength);
        }
    }
}
