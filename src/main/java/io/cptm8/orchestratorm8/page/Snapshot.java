package io.cptm8.orchestratorm8.page;

import java.time.Instant;

/**
 * What the page shows at one moment.
 *
 * @param at by this machine's clock
 * @param state a JSON object; the same text as long as nothing changes
 */
record Snapshot(Instant at, String state) {

    /** Both as one JSON object. */
    String json() {
        return "{\"at\":\"" + at + "\"," + state.substring(1);
    }
}
