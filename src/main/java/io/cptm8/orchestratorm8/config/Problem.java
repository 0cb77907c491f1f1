package io.cptm8.orchestratorm8.config;

/**
 * Something that is wrong with the settings. What was done about it depends on who read them, and stands between the two
 * sentences.
 *
 * @param what names file, line, key or variable, and what is wrong with it; without a full stop
 * @param cure what the reader can do; a sentence
 */
public record Problem(String what, String cure) {

    /** @param done what was done about it, a sentence */
    String text(String done) {
        return what + ". " + done + " " + cure;
    }
}
