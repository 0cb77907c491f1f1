package io.cptm8.orchestratorm8.postgres;

/** Our database user may not do what we need. The message holds the GRANT that mends it. */
public final class RightsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RightsException(String message) {
        super(message);
    }
}
