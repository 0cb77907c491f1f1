package io.cptm8.orchestratorm8.gate;

import io.cptm8.orchestratorm8.config.Nearest;
import io.cptm8.orchestratorm8.yaml.Fault;
import io.cptm8.orchestratorm8.yaml.Mistake;
import io.cptm8.orchestratorm8.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The faults of one file while they are gathered. A place has one fault, the first that is said of it. */
final class Findings {

    private static final int SOME = 12;

    private final Path file;
    private final List<String> lines;
    private final List<Fault> faults = new ArrayList<>();

    Findings(Path file, String text) {
        this.file = file;
        this.lines = text.lines().toList();
    }

    /** @param word points at itself, where it stands in the node's first line */
    void add(YamlNode node, Mistake mistake, String word, String problem, Optional<String> nearest) {
        add(new Fault(file, node.line(), column(node, word), mistake, word, problem, nearest));
    }

    void add(YamlNode node, Mistake mistake, String word, String problem) {
        add(node, mistake, word, problem, Optional.empty());
    }

    /** Names the nearest of the words that would be right or, if none is near, a few of them. */
    void addOneOf(YamlNode node, Mistake mistake, String word, String problem, Collection<String> right) {
        var nearest = Nearest.to(word, right);
        add(node, mistake, word, nearest.isPresent() || right.isEmpty() ? problem : problem + some(right), nearest);
    }

    void add(Fault fault) {
        if (faults.stream().noneMatch(other -> other.line() == fault.line() && other.column() == fault.column())) {
            faults.add(fault);
        }
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
    List<Fault> faults() {
        return faults.stream().sorted(Fault.IN_ORDER).toList();
    }
}
