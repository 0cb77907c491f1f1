package io.cptm8.orchestratorm8.simulation;

/**
 * What came of an order.
 *
 * @param done false: nothing was changed
 * @param text a sentence for whoever gave it
 */
public record Answer(boolean done, String text) {

    /** The message property {@code type} of an answer to an order that was refused. */
    public static final String REFUSED = "refused";
}
