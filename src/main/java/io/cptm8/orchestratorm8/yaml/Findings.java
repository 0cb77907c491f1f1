package io.cptm8.orchestratorm8.yaml;

import io.cptm8.orchestratorm8.config.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What is wrong with one file, gathered until all of it is looked at. Of a word counts what is said of it first. */
public final class Findings {

    private static final int SOME = 12;

    private final Path file;
    private final List<String> lines;
    private final List<Fault> faults = new ArrayList<>();

    /** @param text what is in the file */
    public Findings(Path file, String text) {
        this.file = file;
        this.lines = text.lines().toList();
    }

    /** @param word points at itself, where it stands in the node's first line */
    public void add(YamlNode node, Mistake mistake, String word, String problem, Optional<String> nearest) {
        add(new Fault(file, node.line(), column(node, word), mistake, word, problem, nearest));
    }

    public void add(YamlNode node, Mistake mistake, String word, String problem) {
        add(node, mistake, word, problem, Optional.empty());
    }

    /** Names the nearest of the words that would be right or, if none is near, a few of them. */
    public void addOneOf(YamlNode node, Mistake mistake, String word, String problem, Collection<String> right) {
        var nearest = Nearest.to(word, right);
        add(node, mistake, word, nearest.isPresent() || right.isEmpty() ? problem : problem + some(right), nearest);
    }

    /** At the beginning of the node, wherever the word stands: for a value as a whole, or for what is missing. */
    public void addAt(YamlNode node, Mistake mistake, String word, String problem, Optional<String> nearest) {
        add(new Fault(file, node.line(), node.column(), mistake, word, problem, nearest));
    }

    public void ofFile(Mistake mistake, String problem) {
        add(Fault.ofFile(file, mistake, problem));
    }

    public void add(Fault fault) {
        if (faults.stream().noneMatch(other -> isSaid(other, fault))) {
            faults.add(fault);
        }
    }

    public void addAll(List<Fault> found) {
        found.forEach(this::add);
    }

    /** Several things can be missing at one place. */
    private static boolean isSaid(Fault before, Fault now) {
        return before.line() == now.line()
                && before.column() == now.column()
                && (now.word().isEmpty()
                        ? before.problem().equals(now.problem())
                        : before.word().equals(now.word()));
    }

    private static String some(Collection<String> right) {
        return "; there are "
                + String.join(", ", right.stream().sorted().limit(SOME).toList())
                + (right.size() > SOME ? " and more" : "");
    }

    private int column(YamlNode node, String word) {
        if (word.isEmpty() || node.line() > lines.size()) {
            return node.column();
        }
        var at = lines.get(node.line() - 1).indexOf(word, node.column() - 1);
        return at < 0 ? node.column() : at + 1;
    }

    /** In the order of lines. */
    public List<Fault> faults() {
        return faults.stream().sorted(Fault.IN_ORDER).toList();
    }

    /** @throws FaultsException with all of them, in the order of lines, if there are any */
    public void throwIfAny() {
        if (!faults.isEmpty()) {
            throw new FaultsException(faults());
        }
    }
}
