package io.cptm8.orchestratorm8.launch;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Leaves out what libraries say again and again, with a stack trace each time, while a broker or a database is away:
 * the first of each kind is told at once, and then one in a while, with the number of those between. What ends it is
 * told by ourselves, and nothing of ours is left out; nor is anything at level DEBUG.
 */
final class Repeats extends TurboFilter {

    /** Between two of one kind. */
    static final Duration PAUSE = Duration.ofMinutes(5);
    /** How much of a message tells its kind: further on there are names and numbers. */
    private static final int KIND = 30;
    /** Kinds that are remembered at most; one of a library's texts may begin with a number. */
    private static final int MOST = 1_000;

    private final List<String> libraries;
    private final LongSupplier steady;
    private final Map<String, Told> kinds = new ConcurrentHashMap<>();

    /** @param steady in nanoseconds, as {@link System#nanoTime} */
    Repeats(List<String> libraries, LongSupplier steady) {
        this.libraries = libraries;
        this.steady = steady;
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] parameters, Throwable thrown) {
        // Without a text it is only asked whether the level is on.
        if (format == null || !level.isGreaterOrEqual(Level.WARN) || logger.isDebugEnabled() || !isLibrarys(logger)) {
            return FilterReply.NEUTRAL;
        }
        if (kinds.size() > MOST) {
            kinds.clear();
        }
        var kind = logger.getName() + ' ' + format.substring(0, Math.min(KIND, format.length()));
        var now = steady.getAsLong();
        var told = kinds.compute(kind, (key, before) -> Told.next(before, now));
        if (told.leftOut() > 0) {
            return FilterReply.DENY;
        }
        if (told.before() > 0) {
            LoggerFactory.getLogger(Repeats.class)
                    .warn("{} more like the next line have been left out since the last one.", told.before());
        }
        return FilterReply.NEUTRAL;
    }

    private boolean isLibrarys(Logger logger) {
        return libraries.stream().anyMatch(logger.getName()::startsWith);
    }

    /**
     * @param at when one was shown last
     * @param leftOut since then
     * @param before those that were left out before that one
     */
    private record Told(long at, int leftOut, int before) {

        static Told next(Told last, long now) {
            if (last == null) {
                return new Told(now, 0, 0);
            }
            return now - last.at() < PAUSE.toNanos()
                    ? new Told(last.at(), last.leftOut() + 1, 0)
                    : new Told(now, 0, last.leftOut());
        }
    }
}
