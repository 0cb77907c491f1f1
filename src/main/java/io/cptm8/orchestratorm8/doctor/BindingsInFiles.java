package io.cptm8.orchestratorm8.doctor;

import io.cptm8.orchestratorm8.scanner.Scanner;
import io.cptm8.orchestratorm8.scanner.TopicPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether what a scanner's file sends would reach the queue that the same file binds, and no other scanner's. It needs
 * nobody: the rules of a topic exchange decide it.
 */
final class BindingsInFiles {

    private final List<Scanner> scanners;

    BindingsInFiles(List<Scanner> scanners) {
        this.scanners = scanners;
    }

    void look(Notes notes) {
        for (var scanner : scanners) {
            var found = new ArrayList<Finding>();
            if (!takes(scanner, scanner)) {
                found.add(missed(scanner));
            }
            scanners.stream()
                    .filter(other -> other != scanner && other.exchange().equals(scanner.exchange()))
                    .filter(other -> takes(scanner, other))
                    .forEach(other -> found.add(overlap(scanner, other)));
            notes.looked(
                    "binding in file",
                    scanner.name(),
                    String.join(", ", scanner.bindings()) + " for " + scanner.key(),
                    found);
        }
    }

    /** Whether a binding of the one takes what is sent for the other, whatever the domain is. */
    private static boolean takes(Scanner one, Scanner other) {
        return one.bindings().stream().map(TopicPattern::new).anyMatch(binding -> binding.canMatch(other.key()));
    }

    private static Finding missed(Scanner scanner) {
        var right = rightBinding(scanner.key());
        var place = ScannerPlace.of(scanner, "binding");
        return new Finding(
                Ailment.BINDING_DOES_NOT_MATCH,
                scanner.name(),
                "%s: no binding of queue %s takes the key %s: %s. Whatever is sent for %s comes back as unroutable."
                        .formatted(
                                place,
                                scanner.queue(),
                                scanner.key(),
                                scanner.bindings().stream()
                                        .map(binding -> reason(scanner, binding))
                                        .collect(Collectors.joining("; ")),
                                scanner.name()),
                "In %s write { name: binding, value: \"%s\" }.".formatted(place, right));
    }

    private static String reason(Scanner scanner, String binding) {
        var bound = binding.split("\\.");
        var sent = scanner.key().split("\\.");
        for (int word = 0; word < Math.min(bound.length, sent.length); word++) {
            if (bound[word].equals("#")) {
                break;
            }
            if (!bound[word].equals("*") && !bound[word].equals(sent[word])) {
                return "%s has \"%s\"%s where the key has \"%s\""
                        .formatted(
                                binding,
                                bound[word],
                                bound[word].equals(scanner.queue()) ? ", the queue's name," : "",
                                sent[word]);
            }
        }
        return binding + " takes keys of another length";
    }

    /** As all scanners have it: the first two words of the key, prefix and service, and whatever follows. */
    static String rightBinding(String key) {
        var words = key.split("\\.");
        return words.length < 3 || words[0].contains("$") || words[1].contains("$")
                ? words[0].contains("$") ? "#" : words[0] + ".#"
                : words[0] + "." + words[1] + ".#";
    }

    private static Finding overlap(Scanner scanner, Scanner other) {
        return new Finding(
                Ailment.BINDING_OVERLAPS,
                scanner.name(),
                "%s: queue %s also takes what is sent for scanner %s, key %s: %s does work that is not its own."
                        .formatted(
                                ScannerPlace.of(scanner, "binding"),
                                scanner.queue(),
                                other.name(),
                                other.key(),
                                scanner.name()),
                "Make the binding narrower, for example \"%s\"; on the broker the wide one stays until you unbind it or delete the queue."
                        .formatted(rightBinding(scanner.key())));
    }
}
