package io.cptm8.orchestratorm8.notify;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what becomes of notices. */
public final class NoticeMeters {

    private final MeterRegistry registry;

    public NoticeMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Not told by itself, but with others at the end of the interval. */
    void gathered(Notice notice) {
        count(notice.kind(), "gathered", notice.events());
    }

    /** @param outcome {@code sent}, {@code unrouted}, {@code refused} or {@code not sent} */
    void message(Kind kind, String outcome) {
        count(kind, outcome, 1);
    }

    private void count(Kind kind, String outcome, long number) {
        Counter.builder("orchestratorm8.notifications")
                .description(
                        "Messages on exchange notification, by what became of them, and events that were gathered into them")
                .tag("kind", kind.text())
                .tag("outcome", outcome)
                .register(registry)
                .increment(number);
    }
}
