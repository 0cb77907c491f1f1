package io.cptm8.orchestratorm8.page;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /api/events}: the overview as server-sent events, at once and then when something in it has changed. One thread looks for all
 * viewers together, and none without viewers. Not a Camel route: there each viewer would keep a thread of the server's.
 */
public final class Events implements Handler<RoutingContext>, AutoCloseable {

    /** At a time, of one instance. */
    static final int MOST = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    private final Supplier<Snapshot> look;
    private final Pace pace;
    private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
    private Thread looking;
    private boolean newcomer;
    private boolean closed;

    public Events(Overview overview, MeterRegistry meters) {
        this(overview::look, Pace.USUAL);
        Gauge.builder("orchestratorm8.page.viewers", this::viewers)
                .description("Streams of the page that this instance writes, %d at most".formatted(MOST))
                .register(meters);
    }

    Events(Supplier<Snapshot> look, Pace pace) {
        this.look = look;
        this.pace = pace;
    }

    @Override
    public void handle(RoutingContext context) {
        if (!admit(context)) {
            context.response()
                    .setStatusCode(503)
                    .putHeader("Content-Type", "application/problem+json")
                    .putHeader("Retry-After", "10")
                    .end(
                            "{\"title\":\"Too many viewers\",\"status\":503,\"detail\":\"" + MOST
                                    + " look at this instance already, or it is stopping. Close a page, or look at another instance.\"}");
        }
    }

    private synchronized boolean admit(RoutingContext context) {
        if (closed || viewers.size() >= MOST) {
            return false;
        }
        var viewer = new Viewer(context.response());
        context.response().closeHandler(gone -> forget(viewer));
        context.response().exceptionHandler(broken -> forget(viewer));
        viewers.add(viewer);
        newcomer = true;
        if (looking == null) {
            looking = new Thread(this::watch, "orchestratorm8-page");
            looking.setDaemon(true);
            looking.start();
        }
        notifyAll();
        return true;
    }

    private synchronized void forget(Viewer viewer) {
        viewers.remove(viewer);
        notifyAll();
    }

    private void watch() {
        try {
            while (!isOver()) {
                var snapshot = look.get();
                viewers.removeIf(viewer -> !viewer.show(snapshot, pace));
                rest();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("This is a bug: the page's stream ended; pages connect again by themselves.", e);
            leave();
        }
    }

    private synchronized boolean isOver() {
        newcomer = false;
        if (closed || viewers.isEmpty()) {
            looking = null;
            return true;
        }
        return false;
    }

    /** Until it is time to look again, or somebody has come, who is told at once. */
    private synchronized void rest() throws InterruptedException {
        var until = System.nanoTime() + pace.look().toNanos();
        for (var left = until - System.nanoTime();
                left > 0 && !newcomer && !closed && !viewers.isEmpty();
                left = until - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private synchronized void leave() {
        looking = null;
        viewers.forEach(Viewer::end);
        viewers.clear();
    }

    synchronized int viewers() {
        return viewers.size();
    }

    @Override
    public synchronized void close() {
        closed = true;
        viewers.forEach(Viewer::end);
        viewers.clear();
        notifyAll();
    }
}
