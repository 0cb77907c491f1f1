package io.cptm8.orchestratorm8.yaml;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * What the parser could not read, in plain words. It speaks of tokens and blocks; what people do is type a tab, or
 * indent a line unlike those beside it.
 */
final class ParserProblem {

    private static final Pattern WORD = Pattern.compile("(?:- +)*+([^\\s:#,{}\\[\\]]+)");

    private final Path file;
    private final List<String> lines;
    private final MarkedYamlEngineException thrown;

    ParserProblem(Path file, String text, MarkedYamlEngineException thrown) {
        this.file = file;
        this.lines = text.lines().toList();
        this.thrown = thrown;
    }

    Fault fault() {
        return tab().or(this::indentation).orElseGet(this::riddle);
    }

    /** From 0; what the parser began before it failed counts too, since it goes on over a tab for a while. */
    private int failedIn() {
        return Math.min(thrown.getProblemMark().map(mark -> mark.getLine()).orElse(0), lines.size() - 1);
    }

    private int begunIn() {
        return Math.min(thrown.getContextMark().map(mark -> mark.getLine()).orElse(failedIn()), failedIn());
    }

    private Optional<Fault> tab() {
        for (int i = failedIn(); i >= begunIn(); i--) {
            var tab = lines.get(i).indexOf('\t');
            if (tab >= 0 && lines.get(i).substring(0, tab).matches("[ -]*")) {
                return Optional.of(at(
                        i,
                        tab,
                        Mistake.TAB,
                        "\t",
                        "this line is indented with a tab, and YAML takes only spaces; replace it with spaces"));
            }
        }
        var column = thrown.getProblemMark().map(mark -> mark.getColumn()).orElse(0);
        return lines.get(failedIn()).startsWith("\t", column)
                ? Optional.of(at(
                        failedIn(),
                        column,
                        Mistake.TAB,
                        "\t",
                        "a tab stands here, and YAML takes only spaces; replace it with a space"))
                : Optional.empty();
    }

    private Optional<Fault> indentation() {
        if (!Indentation.isSuspect(thrown.getProblem())) {
            return Optional.empty();
        }
        return Indentation.inLine(lines, failedIn()).map(odd -> {
            var word = word(failedIn());
            return at(
                    failedIn(),
                    odd.column(),
                    Mistake.INDENTATION,
                    word,
                    "\"%s\" begins in column %d, but what it stands beside begins in column %d (line %d)"
                            .formatted(word, odd.column() + 1, odd.sibling() + 1, odd.siblingLine() + 1));
        });
    }

    private String word(int line) {
        var found = WORD.matcher(lines.get(line).strip());
        return found.lookingAt() ? found.group(1) : lines.get(line).strip();
    }

    /** A name without its colon is noticed a line later; the name is what is wrong. */
    private Fault riddle() {
        var mark = thrown.getProblemMark().or(thrown::getContextMark);
        var column = mark.map(place -> place.getColumn()).orElse(0);
        if ("while scanning a simple key".equals(thrown.getContext())) {
            return withoutColon(
                    thrown.getContextMark().map(place -> place.getLine()).orElse(failedIn()));
        }
        if (mark.isPresent() && mark.get().getLine() >= lines.size()) {
            var begun = thrown.getContextMark().filter(place -> place.getLine() < lines.size());
            return notYaml(
                    begunIn(),
                    begun.map(place -> place.getColumn())
                            .orElse(lines.get(begunIn()).length()),
                    "",
                    begun.isPresent()
                            ? "what begins here has no end (%s)".formatted(thrown.getProblem())
                            : "the file ends too early (%s)".formatted(thrown.getProblem()));
        }
        if (thrown.getProblem().startsWith("mapping values")) {
            var line = lines.get(failedIn())
                    .substring(0, Math.min(column, lines.get(failedIn()).length()));
            if (line.contains(": ")) {
                return notYaml(failedIn(), column, "", "a value that has \": \" in it must be in quotes");
            }
            var above = above(failedIn());
            if (above.isPresent() && !lines.get(above.get()).matches(".*:(\\s.*)?")) {
                return withoutColon(above.get());
            }
        }
        return notYaml(failedIn(), column, "", thrown.getProblem());
    }

    private Fault withoutColon(int line) {
        var text = lines.get(line);
        var column = text.length() - text.replaceFirst("^[ -]*", "").length();
        return notYaml(
                line, column, word(line), "\"%s\" must be followed by a colon and a space".formatted(word(line)));
    }

    private Fault notYaml(int line, int column, String word, String problem) {
        return at(line, column, Mistake.NOT_YAML, word, "this is not YAML: " + problem);
    }

    private Optional<Integer> above(int line) {
        for (int i = line - 1; i >= 0; i--) {
            if (!lines.get(i).isBlank() && !lines.get(i).strip().startsWith("#")) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private Fault at(int line, int column, Mistake mistake, String word, String problem) {
        return new Fault(file, line + 1, column + 1, mistake, word, problem, Optional.empty());
    }
}
