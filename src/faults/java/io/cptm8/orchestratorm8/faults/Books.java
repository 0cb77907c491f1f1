package io.cptm8.orchestratorm8.faults;

/**
 * @param attempted rows that somebody tried to insert
 * @param committed rows that are in the database
 * @param accepted requests that the database calls done by the broker's word
 * @param delivered messages that lay in the queue
 * @param lost committed rows without a message
 * @param duplicated messages beyond the first of their id
 * @param unexpected ids that no row has
 */
record Books(
        long attempted, long committed, long accepted, long delivered, long lost, long duplicated, long unexpected) {

    static final Books EMPTY = new Books(0, 0, 0, 0, 0, 0, 0);

    Books plus(Books other) {
        return new Books(
                attempted + other.attempted,
                committed + other.committed,
                accepted + other.accepted,
                delivered + other.delivered,
                lost + other.lost,
                duplicated + other.duplicated,
                unexpected + other.unexpected);
    }
}
