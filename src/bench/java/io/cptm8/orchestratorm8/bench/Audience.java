package io.cptm8.orchestratorm8.bench;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** So many open pages, and what they cost the database. */
final class Audience {

    private final int viewers;

    /** Milliseconds of CPU that the database's processes took in a second. */
    final Figures cost;

    Audience(int viewers) {
        this.viewers = viewers;
        this.cost = new Figures("page open, PostgreSQL's CPU", name(viewers), "ms/s");
    }

    private static String name(int viewers) {
        return switch (viewers) {
            case 0 -> "nobody looks";
            case 1 -> Table.OURS;
            default -> viewers + " look";
        };
    }

    /** @param backends the program's, as they are now */
    void look(Calls calls, Backends backends, int seconds) throws Exception {
        var views = new ArrayList<InputStream>();
        try {
            for (var i = 0; i < viewers; i++) {
                views.add(calls.view());
            }
            var from = System.nanoTime();
            for (var second = 0; second < seconds; second++) {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
                backends.look();
            }
            cost.add(backends.used() * 1000 / ((System.nanoTime() - from) / 1e9));
        } finally {
            for (var view : views) {
                end(view);
            }
        }
    }

    private static void end(InputStream view) {
        try {
            view.close();
        } catch (IOException gone) {
            // It is to be gone.
        }
    }
}
