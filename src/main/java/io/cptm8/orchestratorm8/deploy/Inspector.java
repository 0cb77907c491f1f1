package io.cptm8.orchestratorm8.deploy;

import io.cptm8.orchestratorm8.gate.Kind;
import io.cptm8.orchestratorm8.yaml.Fault;
import io.cptm8.orchestratorm8.yaml.Mistake;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Judges all files together and decides what is to run. Of a file that is wrong, what ran before goes on running, and
 * whatever is its own, id or queue, stays its own: no file can take anything from another.
 */
public final class Inspector {

    private final FileRules rules;

    public Inspector(FileRules rules) {
        this.rules = rules;
    }

    /**
     * @param last what ran until now, by file
     * @param refused versions that passed every check and still could not be started, with the reason
     */
    public Inspection inspect(Reading reading, Map<Path, Good> last, Map<Version, Fault> refused) {
        var faults = new LinkedHashMap<Path, List<Fault>>();
        reading.faults().forEach(fault -> faults.put(fault.file(), List.of(fault)));
        var present = new LinkedHashMap<Path, Version>();
        for (var file : reading.files()) {
            var version = rules.version(file);
            present.put(file.path(), version);
            if (refused.containsKey(version)) {
                faults.put(file.path(), List.of(refused.get(version)));
            } else if (!isLast(version, last)) {
                found(rules.faults(file), file.path(), faults);
            }
        }
        missed(present, last, faults);
        while (true) {
            var assembly = new Assembly(rules, inForce(present, last, faults), last);
            var wrong = assembly.wrong();
            if (wrong.isEmpty()) {
                return new Inspection(withoutUnused(assembly.good(), present, faults), faults);
            }
            faults.putAll(wrong);
        }
    }

    private static void found(List<Fault> found, Path file, Map<Path, List<Fault>> faults) {
        if (!found.isEmpty()) {
            faults.put(file, found);
        }
    }

    private static boolean isLast(Version version, Map<Path, Good> last) {
        var before = last.get(version.file().path());
        return before != null && before.version().equals(version);
    }

    /** What is gone, in whole or in part, and still needed: it goes on running. */
    private static void missed(Map<Path, Version> present, Map<Path, Good> last, Map<Path, List<Fault>> faults) {
        var provided = present.values().stream()
                .flatMap(version -> Ids.in(version.file()).keySet().stream())
                .collect(Collectors.toSet());
        for (var before : last.values()) {
            var gone = new TreeSet<>(before.ids());
            gone.retainAll(Inspection.ESSENTIAL);
            gone.removeAll(provided);
            if (!gone.isEmpty() && !faults.containsKey(before.path())) {
                faults.put(
                        before.path(),
                        List.of(Fault.ofFile(
                                before.path(),
                                Mistake.NEEDED,
                                "nothing can be dispatched without the route \"%s\", which is not there any more"
                                        .formatted(String.join("\", \"", gone)))));
            } else if (before.kind() == Kind.TEMPLATE && !present.containsKey(before.path())) {
                faults.put(
                        before.path(),
                        List.of(Fault.ofFile(
                                before.path(),
                                Mistake.NEEDED,
                                "the file is gone, and there are scanners that are made of this template")));
            }
        }
    }

    /** Of each file the version that counts, those that have run before first: what they have is theirs. */
    private static List<Version> inForce(
            Map<Path, Version> present, Map<Path, Good> last, Map<Path, List<Fault>> faults) {
        var all = new LinkedHashMap<Path, Version>();
        present.forEach((path, version) -> {
            if (!faults.containsKey(path)) {
                all.put(path, version);
            }
        });
        faults.keySet().stream()
                .filter(last::containsKey)
                .forEach(path -> all.put(path, last.get(path).version()));
        Predicate<Version> asBefore = version -> isLast(version, last);
        var ordered = new ArrayList<>(all.values().stream().filter(asBefore).toList());
        ordered.addAll(all.values().stream().filter(asBefore.negate()).toList());
        return ordered;
    }

    /** A template whose file is gone goes too when no scanner is made of it. */
    private static Map<Path, Good> withoutUnused(
            Map<Path, Good> good, Map<Path, Version> present, Map<Path, List<Fault>> faults) {
        var used = good.values().stream()
                .map(Good::template)
                .flatMap(Optional::stream)
                .map(template -> template.file().path())
                .collect(Collectors.toSet());
        good.values().removeIf(each -> {
            var unused =
                    each.kind() == Kind.TEMPLATE && !present.containsKey(each.path()) && !used.contains(each.path());
            if (unused) {
                faults.remove(each.path());
            }
            return unused;
        });
        return good;
    }
}
