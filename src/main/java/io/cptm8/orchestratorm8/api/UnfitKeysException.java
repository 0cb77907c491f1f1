package io.cptm8.orchestratorm8.api;

/** A file of keys that nobody is let in by. The message goes on after its name. */
final class UnfitKeysException extends Exception {

    private static final long serialVersionUID = 1L;

    UnfitKeysException(String message) {
        super(message);
    }
}
