package io.cptm8.orchestratorm8.scanner;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Scanners that hand over to each other in a circle. */
public final class Rings {

    /** What is missing where there is no ring, as sentences. */
    public static final String WITHOUT =
            "No run of theirs is written down or watched, nothing that is stuck is started again, and each start is one more token.";

    private Rings() {}

    /**
     * Where a round begins: at the scanner that starts on change; of several, or without one, at the first by name.
     *
     * @return of every scanner that is in a ring, by its name; one of itself alone is a ring too
     */
    public static Map<String, String> beginnings(Collection<Scanner> scanners) {
        var byName = byName(scanners);
        var beginnings = new HashMap<String, String>();
        for (var scanner : byName.values()) {
            var circle = circle(scanner, byName);
            circle.stream()
                    .min(Comparator.comparing((Scanner each) -> !each.onChange())
                            .thenComparing(Scanner::name))
                    .ifPresent(first -> beginnings.put(scanner.name(), first.name()));
        }
        return beginnings;
    }

    /**
     * Those that hand over to somebody and are in no ring all the same, with what ends their way.
     *
     * @return in words; for each end those whose way it ends, by their names
     */
    public static Map<String, List<String>> open(Collection<Scanner> scanners) {
        var byName = byName(scanners);
        var inRings = beginnings(scanners).keySet();
        return byName.values().stream()
                .filter(scanner -> scanner.next().isPresent() && !inRings.contains(scanner.name()))
                .sorted(Comparator.comparing(Scanner::name))
                .collect(Collectors.groupingBy(
                        scanner -> end(scanner, byName),
                        TreeMap::new,
                        Collectors.mapping(Scanner::name, Collectors.toList())));
    }

    private static String end(Scanner first, Map<String, Scanner> byName) {
        var seen = new HashSet<Scanner>();
        var at = first;
        while (seen.add(at)) {
            var next = at.next();
            if (next.isEmpty()) {
                return "the file of " + at.name() + " has no next";
            }
            if (!byName.containsKey(next.get())) {
                return "%s hands over to %s, which has no enabled file for a ring".formatted(at.name(), next.get());
            }
            at = byName.get(next.get());
        }
        return at.name() + " is in another ring";
    }

    private static Map<String, Scanner> byName(Collection<Scanner> scanners) {
        return scanners.stream()
                .filter(Scanner::startsRing)
                .collect(Collectors.toMap(Scanner::name, Function.identity()));
    }

    /** From this one on until it is its turn again; empty: it never is. */
    private static List<Scanner> circle(Scanner first, Map<String, Scanner> byName) {
        var circle = new ArrayList<Scanner>();
        for (var at = first;
                at != null && !circle.contains(at);
                at = at.next().map(byName::get).orElse(null)) {
            circle.add(at);
            if (at.next().filter(first.name()::equals).isPresent()) {
                return circle;
            }
        }
        return List.of();
    }
}
