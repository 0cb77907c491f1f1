package io.cptm8.orchestratorm8.api;

import java.util.Locale;

/** Why a request was not let in, as it is counted. */
enum Reason {
    /** None was sent. */
    NO_KEY,
    /** Sent, and not in force. */
    WRONG_KEY,
    /** The file of keys lets nobody in. */
    UNFIT_KEYS,
    /** No keys are configured, and it is not from this machine, by its own name and without a proxy. */
    NOT_FROM_HERE,
    /** No keys are configured, and it needs more than looking. */
    NO_KEYS,
    SMALL_ROLE,
    /** A change that a web page of another server had a browser ask for. */
    OTHER_SERVER,
    NO_SUCH_ADDRESS,
    /** Not as the contract says. */
    MALFORMED,
    /** Too many at a time, or the route is missing. */
    BUSY,
    BUG;

    /** As it is written in metrics. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What a status says by itself. */
    static Reason of(int status) {
        return switch (status) {
            case 404, 405 -> NO_SUCH_ADDRESS;
            case 500 -> BUG;
            case 503 -> BUSY;
            default -> MALFORMED;
        };
    }
}
