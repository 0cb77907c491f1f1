package io.cptm8.orchestratorm8.yaml;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/**
 * One thing that is wrong with a file of {@code routes/}.
 *
 * @param line from 1
 * @param column from 1
 * @param word what is at fault, as it is written; empty: the file as a whole, or something that is missing
 * @param problem what is wrong, a sentence without an end, with the word in it
 * @param nearest what was probably meant
 */
public record Fault(
        Path file, int line, int column, Mistake mistake, String word, String problem, Optional<String> nearest) {

    /** Where every mistake is explained. */
    public static final String PAGE = "docs/errors.md";

    /** By line, then by column. */
    public static final Comparator<Fault> IN_ORDER =
            Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column);

    /** For a fault of the file as a whole. */
    public static Fault ofFile(Path file, Mistake mistake, String problem) {
        return new Fault(file, 1, 1, mistake, "", problem, Optional.empty());
    }

    /** The same place and word, as another kind of mistake in other words. */
    public Fault as(Mistake other, String otherProblem) {
        return new Fault(file, line, column, other, word, otherProblem, nearest);
    }

    /** Where the mistake is explained, below the folder of the documentation's root. */
    public String help() {
        return PAGE + "#" + mistake.anchor();
    }

    /** One line: {@code file:line:column: problem; did you mean "…"? (docs/errors.md#…)}. */
    public String text() {
        return "%s:%d:%d: %s%s (%s)"
                .formatted(
                        file,
                        line,
                        column,
                        problem,
                        nearest.map("; did you mean \"%s\"?"::formatted).orElse(""),
                        help());
    }
}
