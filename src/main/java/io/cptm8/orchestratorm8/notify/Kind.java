package io.cptm8.orchestratorm8.notify;

/** What a notice is about: its name in the metrics, the words for several of them, and how loudly it is told. */
public enum Kind {
    STUCK("stuck", "hops stuck", Loudness.WARNING),
    RESTARTED("restarted", "hops started again", Loudness.WARNING),
    RECOVERED("recovered", "hops that went on after all", Loudness.WARNING),
    GIVEN_UP("given up", "runs given up", Loudness.URGENT),
    MERGED("merged", "tokens too many", Loudness.WARNING),
    PARKED("parked", "requests parked", Loudness.ERROR, "; see orchestratorm8 parked list"),
    UNROUTABLE(
            "unroutable",
            "messages unroutable",
            Loudness.ERROR,
            "; sent again when a queue is bound, see orchestratorm8 doctor"),
    STARTED("started", "starts of an instance", Loudness.WARNING),
    LEADS("leads", "changes of the leader", Loudness.WARNING);

    private final String text;
    private final String several;
    private final Loudness loudness;
    private final String advice;

    Kind(String text, String several, Loudness loudness) {
        this(text, several, loudness, "");
    }

    Kind(String text, String several, Loudness loudness, String advice) {
        this.text = text;
        this.several = several;
        this.loudness = loudness;
        this.advice = advice;
    }

    /** As it is counted. */
    public String text() {
        return text;
    }

    String several() {
        return several;
    }

    /** What to do, to be written behind the words; empty: they say it. */
    String advice() {
        return advice;
    }

    Loudness loudness() {
        return loudness;
    }

    /** The words of the platform: {@code type} of a notification, its {@code severity}, and the routing key that both make. */
    enum Loudness {
        WARNING("warning", "normal"),
        ERROR("error", "normal"),
        URGENT("error", "urgent");

        private final String word;
        private final String severity;

        Loudness(String word, String severity) {
            this.word = word;
            this.severity = severity;
        }

        String routingKey() {
            return "app." + word + "." + severity;
        }

        String type() {
            return "system_" + word;
        }

        String severity() {
            return severity;
        }
    }
}
