package io.cptm8.orchestratorm8.notify;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Takes notices in, from any thread and without ever waiting, and hands out what is to be sent.
 *
 * <p>The first of a kind and scanner is handed out at once. What follows is gathered and told as one when the interval is over; while the broker
 * is away, it goes on being gathered. Bounds: {@link #MOST} scanners and kinds are told of by themselves within one interval, and what
 * does not fit among them is gathered by its kind alone. So there are at most that many messages and one for each kind, in memory
 * and in each interval.
 */
public final class Notices {

    /** Pairs of kind and scanner at a time. */
    static final int MOST = 20;
    /** After one that could not be sent, before the next try. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    private final Clock clock;
    private final LongSupplier nanos;
    private final NoticeMeters meters;
    private final Map<String, Shelf> own = new LinkedHashMap<>();
    private final Map<Kind, Shelf> shared = new EnumMap<>(Kind.class);
    private boolean enabled;
    private long every;
    /** When the broker did not take one, in nanoseconds; null: it took the last. */
    private Long failedAt;

    /**
     * @param clock for the times in messages
     * @param nanos for intervals, as {@link System#nanoTime}
     */
    public Notices(Clock clock, LongSupplier nanos, NoticeMeters meters) {
        this.clock = clock;
        this.nanos = nanos;
        this.meters = meters;
    }

    /** @param interval between two messages of one kind and scanner */
    public synchronized void use(boolean enable, Duration interval) {
        enabled = enable;
        every = interval.toNanos();
        if (!enable) {
            own.clear();
            shared.clear();
        }
    }

    /** What has been gathered is due at once, since this instance ends. */
    public synchronized void hurry() {
        every = 0;
    }

    public synchronized void tell(Notice notice) {
        if (!enabled) {
            return;
        }
        var now = nanos.getAsLong();
        if (!shelf(notice, now).take(notice, clock.instant(), now, every)) {
            meters.gathered(notice);
        }
    }

    private Shelf shelf(Notice notice, long now) {
        var key = notice.kind() + " " + notice.scanner();
        var known = own.get(key);
        if (known != null) {
            return known;
        }
        own.values().removeIf(shelf -> shelf.isForgotten(now, every));
        if (own.size() < MOST) {
            return own.computeIfAbsent(key, absent -> new Shelf(notice.kind(), notice.scanner()));
        }
        return shared.computeIfAbsent(notice.kind(), kind -> new Shelf(kind, ""));
    }

    /** What is to be sent now. Each is handed out once, until {@link #heard} says what became of it. */
    synchronized List<Told> due() {
        var now = nanos.getAsLong();
        if (failedAt != null && now - failedAt < PAUSE.toNanos()) {
            return List.of();
        }
        var due = new ArrayList<Told>();
        for (var shelf : shelves()) {
            var told = shelf.handOut(now, every);
            if (told != null) {
                due.add(told);
            }
        }
        return due;
    }

    /** @param done false: it is handed out again */
    synchronized void heard(Told told, boolean done) {
        var now = nanos.getAsLong();
        failedAt = done ? null : Long.valueOf(now);
        shelves().forEach(shelf -> shelf.heard(told, done, now));
    }

    private List<Shelf> shelves() {
        var all = new ArrayList<>(own.values());
        all.addAll(shared.values());
        return all;
    }
}
