package io.cptm8.orchestratorm8.scanner;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Scanners that hand over to each other in a circle. */
public final class Rings {

    private Rings() {}

    /**
     * Where a round begins: at the scanner that starts on change; of several, or without one, at the first by name.
     *
     * @return of every scanner that is in a ring, by its name; one of itself alone is a ring too
     */
    public static Map<String, String> beginnings(Collection<Scanner> scanners) {
        var byName = scanners.stream()
                .filter(Scanner::startsRing)
                .collect(Collectors.toMap(Scanner::name, Function.identity()));
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
