package io.cptm8.orchestratorm8.operate;

/** What a person asked for was not done. The message says what is wrong, that nothing was changed, and the cure; it is in the audit. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }
}
