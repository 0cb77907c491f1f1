package io.cptm8.orchestratorm8.postgres;

/**
 * The database as we reach it is not fit for us, and another attempt would not make it so: a right is missing, the
 * server is too old, or a pooler takes our session away. The message holds the cure.
 */
public final class UnfitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfitException(String message) {
        super(message);
    }
}
