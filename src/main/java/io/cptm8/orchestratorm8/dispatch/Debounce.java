package io.cptm8.orchestratorm8.dispatch;

import org.apache.camel.Message;

/**
 * How long a ring start waits for more changes to join it.
 *
 * @param quietMillis it goes when nothing came for so long
 * @param holdMillis it goes after so long even if changes keep coming
 * @param spacingNanos shortest time between two starts, from the scanner's rate
 * @param size it goes when so many domains have gathered
 * @param limitMillis the longest wait of all, while full claims follow each other: a third of their lease
 */
record Debounce(long quietMillis, long holdMillis, long size, long limitMillis, long spacingNanos) {

    static Debounce of(Message message) {
        return new Debounce(
                message.getHeader("quiet", Long.class),
                message.getHeader("hold", Long.class),
                message.getHeader("size", Long.class),
                (long) (message.getHeader("lease", Double.class) * 1000 / 3),
                1_000_000_000L / message.getHeader("rate", Long.class));
    }
}
