package io.cptm8.orchestratorm8.deploy;

import io.cptm8.orchestratorm8.gate.Kind;
import io.cptm8.orchestratorm8.scanner.Scanner;
import io.cptm8.orchestratorm8.scanner.ScannerReader;
import io.cptm8.orchestratorm8.yaml.Fault;
import io.cptm8.orchestratorm8.yaml.FaultsException;
import io.cptm8.orchestratorm8.yaml.Mistake;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One attempt to put versions of files together: whose id is whose, what is made of which template, what can be built. */
final class Assembly {

    private final FileRules rules;
    private final List<Version> versions;
    private final Map<Path, Good> last;
    private final Map<String, Version> templates;
    private final Map<Path, Good> good = new LinkedHashMap<>();
    private final Map<Path, List<Fault>> wrong = new LinkedHashMap<>();

    /** @param versions in the order in which they get what they ask for */
    Assembly(FileRules rules, List<Version> versions, Map<Path, Good> last) {
        this.rules = rules;
        this.versions = versions;
        this.last = last;
        this.templates = versions.stream()
                .filter(version -> version.file().kind() == Kind.TEMPLATE)
                .collect(Collectors.toMap(version -> version.file().stem(), version -> version, (one, other) -> one));
        claim();
        if (wrong.isEmpty() && good.values().stream().anyMatch(this::isNew)) {
            build();
        }
    }

    /** By file, what is wrong with versions that did not run before; empty: nothing. */
    Map<Path, List<Fault>> wrong() {
        return wrong;
    }

    /** What can run together, if nothing is wrong. */
    Map<Path, Good> good() {
        return good;
    }

    private void claim() {
        var ids = new Ids();
        var reader =
                rules.scanners(templates.values().stream().map(Version::file).toList());
        for (var version : versions) {
            var file = version.file();
            ids.claim(file, Ids.in(file).keySet()).ifPresent(fault -> wrong.put(file.path(), List.of(fault)));
            if (file.kind() == Kind.SCANNER) {
                read(version, reader);
            } else {
                good.put(file.path(), Good.shared(version, Ids.in(file).keySet()));
            }
        }
    }

    private void read(Version version, ScannerReader reader) {
        var path = version.file().path();
        try {
            keep(version, reader.read(path, version.file().text()));
        } catch (FaultsException e) {
            var before = last.get(path);
            if (before == null || !before.version().equals(version)) {
                wrong.put(path, e.faults());
            } else if (isTemplateNew(before)) {
                blameTemplate(before, e.faults().get(0).text());
            } else {
                // What it was read with is in force no more, a value perhaps; what it was read as runs.
                reader.keep(before.scanner().orElseThrow());
                good.put(path, before);
            }
        }
    }

    private void keep(Version version, Scanner scanner) {
        good.put(version.file().path(), Good.scanner(version, scanner, templates.get(scanner.template())));
    }

    private boolean isTemplateNew(Good scanner) {
        var before = scanner.template().orElseThrow();
        return !before.equals(templates.get(before.file().stem()));
    }

    private void blameTemplate(Good scanner, String why) {
        var template = scanner.template().orElseThrow().file();
        wrong.put(
                template.path(),
                List.of(Fault.ofFile(
                        template.path(),
                        Mistake.NEEDED,
                        "with this template a scanner that runs could not run any more: " + why)));
    }

    private boolean isNew(Good candidate) {
        return !candidate.equals(last.get(candidate.path()));
    }

    private void build() {
        try (var trial = new Trial(rules.trial())) {
            for (var each : good.values()) {
                if (each.kind() == Kind.TEMPLATE || each.kind() == Kind.PLAIN && isNew(each)) {
                    attempt(each, () -> trial.load(each.version().file()));
                }
            }
            for (var each : good.values()) {
                if (wrong.isEmpty() && each.kind() == Kind.SCANNER && isNew(each)) {
                    attempt(each, () -> trial.instantiate(each.scanner().orElseThrow()));
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("This is a bug: routes cannot be tried out", e);
        }
    }

    private void attempt(Good candidate, Step step) {
        try {
            step.take();
        } catch (Exception e) {
            var fault = rules.explain(candidate.version().file(), e, Mistake.CANNOT_BE_BUILT);
            var before = Optional.ofNullable(last.get(candidate.path()));
            if (before.filter(it -> it.version().equals(candidate.version())).isEmpty()) {
                wrong.put(candidate.path(), List.of(fault));
            } else {
                blameTemplate(before.get(), fault.text());
            }
        }
    }

    @FunctionalInterface
    private interface Step {
        void take() throws Exception;
    }
}
