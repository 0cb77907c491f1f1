package io.cptm8.orchestratorm8.ring;

import java.util.Locale;

/**
 * The ways in which a ring of CPTM8's scanners loses its token at one of them, or gets one too many, each as it happens on the wire. All that
 * leave the same on the wire are one.
 */
enum LostToken {
    FORGETS("takes its start and fails without handing over", LostToken.IT_WORKS, 1) {
        @Override
        void lose(WireScanner at) {
            at.take().acknowledge();
        }
    },
    PANICS("fails and stays, and never acknowledges its start", LostToken.IT_WORKS, 1) {
        @Override
        void lose(WireScanner at) {
            // The one before it was started twice, and has handed over twice.
            at.take().awaitWaiting(0);
        }

        @Override
        void mend(WireScanner at) {
            // It is blocked by the old start until its channel goes; then it has both.
            at.awaitWaiting(1).leave().listen().take().acknowledge().take();
        }

        @Override
        void handOver(WireScanner at) {
            at.handOver();
            if (at.holds()) {
                at.acknowledge().handOver();
            }
        }
    },
    ENDS(
            "takes its start and ends",
            "nobody consumes q%1$s, and no start waits there: %1$s has ended without handing over",
            1) {
        @Override
        void lose(WireScanner at) {
            at.take().acknowledge().leave();
        }

        @Override
        void mend(WireScanner at) {
            at.listen();
            super.mend(at);
        }
    },
    LOSES_ITS_CHANNEL(
            "loses its channel, and the broker has its start back",
            "its start waits in q%1$s and nobody consumes that: %1$s does not run, or has lost its channel",
            0) {
        @Override
        void lose(WireScanner at) {
            at.take().leave();
        }

        @Override
        void mend(WireScanner at) {
            at.listen();
            super.mend(at);
        }
    },
    HAS_NO_QUEUE("has no queue when it is its turn", "q%1$s does not exist on the broker", 1) {
        @Override
        void before(WireScanner at) {
            at.leave().deleteQueue();
        }

        @Override
        String found(String scanner) {
            return NO_QUEUE_WAS_BOUND.formatted(scanner);
        }

        @Override
        void mend(WireScanner at) {
            at.listen();
            super.mend(at);
        }
    },
    /** AMQP cannot list bindings: it looks as if the scanner had taken its start, until another is sent. */
    HAS_NO_BINDING("has a queue without binding when it is its turn", LostToken.IT_WORKS, 1) {
        @Override
        void before(WireScanner at) {
            at.unbind();
        }

        @Override
        String found(String scanner) {
            return NO_QUEUE_WAS_BOUND.formatted(scanner);
        }
    },
    IS_STARTED_TWICE("is started twice", "run \\d+ is on its way too, and one token is enough", 0) {
        @Override
        void handOver(WireScanner at) {
            at.handOver();
            if (at.next().startsWith("naabum8")) {
                at.sayNothingToTheNext();
            } else {
                at.handOver();
            }
        }

        @Override
        void end(WireScanner last) {
            last.handOver();
        }

        @Override
        void lose(WireScanner at) {
            at.take().awaitWaiting(0);
        }

        @Override
        void mend(WireScanner at) {
            at.acknowledge();
        }
    };

    private static final String IT_WORKS = "no start waits in q%1$s, so %1$s works on it, or it was lost";
    private static final String NO_QUEUE_WAS_BOUND =
            "No queue was bound for cptm8[.]%1$s[.]get[.]scan; it was declared and bound as its file says[.]$";

    private final String story;
    private final String cause;
    private final int restarts;

    LostToken(String story, String cause, int restarts) {
        this.story = story;
        this.cause = cause;
        this.restarts = restarts;
    }

    /** What is said of the cause, as a pattern. */
    String cause(String scanner) {
        return cause.formatted(scanner);
    }

    /** What is said of the cause when its scanner is started again, as a pattern. */
    String found(String scanner) {
        return cause(scanner);
    }

    /** How often its scanner is started again: not while its start, or another token, is there. */
    int restarts() {
        return restarts;
    }

    /** How many tokens of a round are one too many, and taken out. */
    int merged() {
        return switch (this) {
            case PANICS -> 4;
            default -> isOneTooMany() ? 4 : 0;
        };
    }

    /** Whether there is one token too many, and not none. */
    boolean isOneTooMany() {
        return this == IS_STARTED_TWICE;
    }

    /** What ends the names of the scanners of its ring. */
    String suffix() {
        return "-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Before the scanner is handed over to. */
    void before(WireScanner at) {}

    /** It has been handed over to. */
    void lose(WireScanner at) {}

    /** What is to be done about it has been done. */
    void mend(WireScanner at) {
        at.take().acknowledge();
    }

    /** Its scan has ended. */
    void handOver(WireScanner at) {
        at.handOver();
    }

    /** The round has ended. */
    void end(WireScanner last) {
        handOver(last);
    }

    @Override
    public String toString() {
        return story;
    }
}
