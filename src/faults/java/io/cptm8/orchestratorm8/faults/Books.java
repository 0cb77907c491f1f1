package io.cptm8.orchestratorm8.faults;

import java.util.OptionalLong;

/**
 * @param attempted rows that somebody tried to insert
 * @param committed rows of theirs that are in the database
 * @param accepted requests that the database calls done by the broker's word
 * @param delivered messages that lay in the queue
 * @param lost committed rows without a message
 * @param duplicated messages beyond the first of their id
 * @param unexpected messages for no row that is there
 * @param silently duplicates that the program has not counted as possible ones
 * @param otherwise messages for a row that had one already, under another id
 * @param withQueue messages that were in a queue when it was deleted
 * @param routed messages that the broker says it has put into the queue; empty: it was started anew meanwhile
 */
record Books(
        long attempted,
        long committed,
        long accepted,
        long delivered,
        long lost,
        long duplicated,
        long unexpected,
        long silently,
        long otherwise,
        long withQueue,
        OptionalLong routed) {

    static final Books EMPTY = new Books(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, OptionalLong.of(0));

    Books plus(Books other) {
        return new Books(
                attempted + other.attempted,
                committed + other.committed,
                accepted + other.accepted,
                delivered + other.delivered,
                lost + other.lost,
                duplicated + other.duplicated,
                unexpected + other.unexpected,
                silently + other.silently,
                otherwise + other.otherwise,
                withQueue + other.withQueue,
                routed.isPresent() && other.routed.isPresent()
                        ? OptionalLong.of(routed.getAsLong() + other.routed.getAsLong())
                        : OptionalLong.empty());
    }
}
