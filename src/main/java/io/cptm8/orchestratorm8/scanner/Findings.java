package io.cptm8.orchestratorm8.scanner;

import io.cptm8.orchestratorm8.yaml.Fault;
import io.cptm8.orchestratorm8.yaml.FaultsException;
import io.cptm8.orchestratorm8.yaml.Mistake;
import io.cptm8.orchestratorm8.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong with one file, gathered until all of it is looked at. */
final class Findings {

    private final Path file;
    private final List<Fault> faults = new ArrayList<>();

    Findings(Path file, List<Fault> before) {
        this.file = file;
        faults.addAll(before);
    }

    Path file() {
        return file;
    }

    void add(YamlNode at, Mistake mistake, String word, String problem) {
        add(at, mistake, word, problem, Optional.empty());
    }

    void add(YamlNode at, Mistake mistake, String word, String problem, Optional<String> nearest) {
        faults.add(new Fault(file, at.line(), at.column(), mistake, word, problem, nearest));
    }

    void ofFile(Mistake mistake, String problem) {
        faults.add(Fault.ofFile(file, mistake, problem));
    }

    /** @throws FaultsException with all of them, in the order of lines, if there are any */
    void throwIfAny() {
        if (!faults.isEmpty()) {
            throw new FaultsException(faults.stream().sorted(Fault.IN_ORDER).toList());
        }
    }
}
