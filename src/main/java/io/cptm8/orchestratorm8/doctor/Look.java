package io.cptm8.orchestratorm8.doctor;

/**
 * One thing that was to be looked at.
 *
 * @param what kind of thing, for example queue
 * @param detail what was seen; when it was not looked at, why, and how to have it looked at
 */
public record Look(String what, String subject, Result result, String detail) {

    /** How it went. */
    public enum Result {
        OK("ok"),
        FINDING("finding"),
        NOT_LOOKED_AT("not looked at");

        private final String words;

        Result(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
