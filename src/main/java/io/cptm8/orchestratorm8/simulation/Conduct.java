package io.cptm8.orchestratorm8.simulation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a simulated scanner conducts itself. What it is, dead or stalled, lasts until it is told {@link #NORMAL}. */
public enum Conduct {
    /** As a scanner should; one that was stalled hands over now. */
    NORMAL("works as it should"),
    /** Its consumer vanishes with its channel, and a start that it works on goes back to the queue. */
    DIE("is gone, and a start that it worked on is back in its queue; it comes back with: simulate normal"),
    /** It takes its start, acknowledges it, and never hands over. */
    STALL("takes its start and does not hand over until: simulate normal"),
    /** It hands over with the status {@code warning}, once. */
    WARN("hands over with a warning, once"),
    /** It hands over twice, once. */
    DOUBLE("hands over twice, once");

    private final String effect;

    Conduct(String effect) {
        this.effect = effect;
    }

    /** As a person writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What follows the scanner's name in a sentence. */
    public String effect() {
        return effect;
    }

    /** @param word as a person writes it, in lower case */
    public static Optional<Conduct> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}
