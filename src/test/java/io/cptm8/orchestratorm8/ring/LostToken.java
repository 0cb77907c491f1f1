package io.cptm8.orchestratorm8.ring;

import java.util.Locale;

/**
 * The ways in which a ring of CPTM8's scanners loses its token at one of them, or gets one too many, each as it happens on the wire. All that
 * leave the same on the wire are one.
 */
enum LostToken {
    FORGETS("takes its start and fails without handing over", "%1$s has taken its start from q%1$s", 1) {
        @Override
        void lose(WireScanner at) {
            at.take().acknowledge();
        }
    },
    PANICS("fails and stays, and never acknowledges its start", "%1$s has taken its start from q%1$s", 1) {
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
        void whenLate(WireScanner at) {
            at.declareQueue().listen();
        }
    },
    /** AMQP cannot list bindings: it looks as if the scanner had taken its start. The doctor can tell. */
    HAS_NO_BINDING("has a queue without binding when it is its turn", "%1$s has taken its start from q%1$s", 1) {
        @Override
        void before(WireScanner at) {
            at.unbind();
        }

        @Override
        void whenLate(WireScanner at) {
            at.bind();
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
        void lose(WireScanner at) {
            at.take().awaitWaiting(0);
        }

        @Override
        void mend(WireScanner at) {
            at.acknowledge();
        }
    };

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

    /** How often its scanner is started again: not while its start, or another token, is there. */
    int restarts() {
        return restarts;
    }

    /** How many tokens of a round are one too many, and taken out. */
    int merged() {
        return switch (this) {
            case PANICS -> 4;
            case IS_STARTED_TWICE -> 5;
            default -> 0;
        };
    }

    /** What ends the names of the scanners of its ring. */
    String suffix() {
        return "-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Before the scanner is handed over to. */
    void before(WireScanner at) {}

    /** It has been handed over to. */
    void lose(WireScanner at) {}

    /** It has been said that it is late, and why. */
    void whenLate(WireScanner at) {}

    /** What is to be done about it has been done. */
    void mend(WireScanner at) {
        at.take().acknowledge();
    }

    /** Its scan has ended. */
    void handOver(WireScanner at) {
        at.handOver();
    }

    @Override
    public String toString() {
        return story;
    }
}
