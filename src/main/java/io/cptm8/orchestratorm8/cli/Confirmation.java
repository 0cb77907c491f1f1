package io.cptm8.orchestratorm8.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * Has a person confirm what changes much.
 *
 * @param lines of the person's; null: nobody can be asked
 */
record Confirmation(Interview.Lines lines, PrintWriter out) {

    /** Of whoever is at the terminal. */
    static Confirmation atTerminal(PrintWriter out) {
        return new Confirmation(System.console() == null ? null : System.console()::readLine, out);
    }

    /** @param question without its question mark, a sentence that says what would be done to what */
    boolean isGiven(String question) throws IOException {
        if (lines == null) {
            out.println(question + "? Nobody can be asked here; add --yes if that is meant.");
            return false;
        }
        try {
            return new Interview(lines, out)
                    .ask(
                            question + "? yes or no",
                            "no",
                            answer -> answer.equals("yes") || answer.equals("no")
                                    ? Optional.empty()
                                    : Optional.of("Type yes or no"))
                    .equals("yes");
        } catch (Interview.NoAnswer e) {
            return false;
        }
    }
}
