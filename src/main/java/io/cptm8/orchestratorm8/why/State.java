package io.cptm8.orchestratorm8.why;

/** What a scanner has to do with a domain at this moment. */
public enum State {
    /** Nothing asks for it while {@code enabled} is false in the platform's table. */
    DISABLED("disabled"),
    /** Nobody has asked yet. */
    NEVER_ASKED("never asked"),
    /** Not published until somebody does something. */
    PARKED("parked"),
    /** Asked for and taken back: the domain was disabled meanwhile, or somebody gave it up. */
    CANCELLED("cancelled"),
    /** An instance has claimed it at this moment. */
    BEING_SENT("being sent"),
    /** Somebody holds its scanner, or all of them; what it waited for otherwise counts again when that ends. */
    HELD("held"),
    /** Tried, and to be tried again. */
    RETRYING("trying again"),
    /** The least time between two messages of it is not over. */
    COOLING_DOWN("cooling down"),
    /** A token of its ring is on its way; the next round is for it. */
    NEXT_ROUND("next round"),
    /** Due, and not claimed yet. */
    WAITING("waiting"),
    /** The broker has its message. */
    ACCEPTED("accepted"),
    /** A message that was waiting in the scanner's queue stands for it. */
    ALREADY_WAITING("already waiting"),
    /** A round of the ring that has begun since is for it. */
    COVERED("covered");

    private final String text;

    State(String text) {
        this.text = text;
    }

    /** In words, for people and for JSON. */
    public String text() {
        return text;
    }
}
