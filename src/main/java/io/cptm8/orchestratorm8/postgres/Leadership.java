package io.cptm8.orchestratorm8.postgres;

/**
 * Whether this instance is the leader: the one, of all on a database, that does what must happen once.
 *
 * <p>Decided by a session-level advisory lock. It has no fencing, so what a leader does must be safe to do twice.
 */
public interface Leadership {

    boolean isLeader();

    /** Whether it is over for good, because this instance ends: another may lead already. */
    boolean hasResigned();
}
