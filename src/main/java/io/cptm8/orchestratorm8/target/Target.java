package io.cptm8.orchestratorm8.target;

/** What {@link DomainName#check} says of a name: it may be scanned, or it may not and why. */
public sealed interface Target permits Target.Valid, Target.Refused {

    /**
     * A name that may be handed to a scanner.
     *
     * <p>Not a record, because a record's constructor would be public: whoever holds one of these holds the proof
     * that the name was checked. Two are equal when they name the same domain.
     */
    final class Valid implements Target {

        private final String ascii;
        private final String unicode;

        Valid(String ascii, String unicode) {
            this.ascii = ascii;
            this.unicode = unicode;
        }

        /** The identity of the domain and the form that is published: A-labels, nothing but {@code a-z 0-9 - .} */
        public String ascii() {
            return ascii;
        }

        /** The form for people to read. Not unique on a screen; never publish or compare it. */
        public String unicode() {
            return unicode;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Valid valid && ascii.equals(valid.ascii);
        }

        @Override
        public int hashCode() {
            return ascii.hashCode();
        }

        @Override
        public String toString() {
            return ascii;
        }
    }

    /**
     * A name that must not be scanned.
     *
     * @param reason one sentence on what is wrong with what, for example {@code label "-shop" starts with a hyphen}.
     *     It may quote a hostile name, so whatever is given here is made safe to log and to store: at most
     *     {@value Wording#LONGEST} characters, and none that controls a terminal, breaks a line or hides
     */
    record Refused(String reason) implements Target {

        public Refused {
            reason = Wording.legible(reason, Wording.LONGEST);
        }
    }
}
