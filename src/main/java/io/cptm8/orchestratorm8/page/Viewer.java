package io.cptm8.orchestratorm8.page;

import io.vertx.core.http.HttpServerResponse;

/** One who looks at the stream. */
final class Viewer {

    /** Bytes that may wait for one who reads slowly: some snapshots. Nothing is added to more than that. */
    private static final int WAITING = 512 * 1024;

    private final HttpServerResponse response;
    private final long since = System.nanoTime();
    private String seen;
    private long toldAt;
    private long fullSince;

    /** Begins the answer. */
    Viewer(HttpServerResponse response) {
        this.response = response;
        response.setChunked(true).setWriteQueueMaxSize(WAITING);
        response.putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                // Some proxies gather an answer until it ends.
                .putHeader("X-Accel-Buffering", "no");
    }

    /**
     * Tells what is new, or, after a while, that it is still here.
     *
     * @return false: it is gone, too slow, or has been here for long enough
     */
    boolean show(Snapshot snapshot, Pace pace) {
        if (response.closed() || response.ended()) {
            return false;
        }
        var now = System.nanoTime();
        if (response.writeQueueFull()) {
            return isPatientWith(now, pace);
        }
        fullSince = 0;
        if (now - since > pace.longest().toNanos()) {
            end();
            return false;
        }
        if (!snapshot.state().equals(seen)) {
            seen = snapshot.state();
            toldAt = now;
            response.write("data: " + snapshot.json() + "\n\n");
        } else if (now - toldAt >= pace.comment().toNanos()) {
            toldAt = now;
            response.write(":\n\n");
        }
        return true;
    }

    private boolean isPatientWith(long now, Pace pace) {
        fullSince = fullSince == 0 ? now : fullSince;
        if (now - fullSince < pace.comment().toNanos()) {
            return true;
        }
        response.reset();
        return false;
    }

    void end() {
        if (!response.ended() && !response.closed()) {
            response.end();
        }
    }
}
