package io.cptm8.orchestratorm8.notify;

import java.time.Instant;

/** The place of one kind, or of one kind of one scanner: a message that is to be sent, and what has come since. Not safe for threads. */
final class Shelf {

    private final Kind kind;
    private final String scanner;
    private Told told;
    private boolean handedOut;
    private Gathering gathered;
    /** When the last one was sent, in nanoseconds; null: none was. */
    private Long sentAt;

    Shelf(Kind kind, String scanner) {
        this.kind = kind;
        this.scanner = scanner;
    }

    /** Answers whether it is told by itself, which the first is; what follows within an interval is gathered. */
    boolean take(Notice notice, Instant at, long now, long every) {
        if (told == null && gathered == null && isOver(now, every)) {
            told = seal(new Gathering(scanner, notice, at));
            return true;
        }
        if (gathered == null) {
            gathered = new Gathering(scanner, notice, at);
        } else {
            gathered.add(notice, at);
        }
        return false;
    }

    /** What is to be sent now; null: nothing, or it is on its way. */
    Told handOut(long now, long every) {
        if (told == null && gathered != null && isOver(now, every)) {
            told = seal(gathered);
            gathered = null;
        }
        if (told == null || handedOut) {
            return null;
        }
        handedOut = true;
        return told;
    }

    /** @param done false: it is to be sent again */
    void heard(Told of, boolean done, long now) {
        if (of != told) {
            return;
        }
        handedOut = false;
        if (done) {
            told = null;
            sentAt = now;
        }
    }

    /** Whether nothing is here, and nothing was sent within an interval. */
    boolean isForgotten(long now, long every) {
        return told == null && gathered == null && isOver(now, every);
    }

    private boolean isOver(long now, long every) {
        return sentAt == null || now - sentAt >= every;
    }

    private Told seal(Gathering gathering) {
        return new Told(
                kind,
                scanner,
                gathering.text(),
                "notice:%s:%s:%d"
                        .formatted(kind.text(), scanner, gathering.first().toEpochMilli()));
    }
}
