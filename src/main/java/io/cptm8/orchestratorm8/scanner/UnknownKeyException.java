package io.cptm8.orchestratorm8.scanner;

import java.util.Optional;

/** A <code>{{key}}</code> in a scanner's file that {@code application.properties} does not have. */
public final class UnknownKeyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final transient Optional<String> nearest;

    public UnknownKeyException(String key, Optional<String> nearest) {
        super("application.properties has no key \"%s\"".formatted(key));
        this.key = key;
        this.nearest = nearest;
    }

    public String key() {
        return key;
    }

    /** The key that was probably meant. */
    public Optional<String> nearest() {
        return nearest;
    }
}
