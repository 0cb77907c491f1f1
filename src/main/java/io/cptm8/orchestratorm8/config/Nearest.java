package io.cptm8.orchestratorm8.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The word that somebody probably meant. */
public final class Nearest {

    private Nearest() {}

    private static final int MOST = 4;

    /**
     * The known word with the fewest letters to change, if that is at most a third of them and not more than four; capitals
     * count for nothing. The parts that a dotted key begins with like the known one are no letters: what is right already
     * makes the rest no likelier.
     */
    public static Optional<String> to(String word, Collection<String> known) {
        var meant = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(meant, candidate.toLowerCase(Locale.ROOT))))
                .filter(candidate -> isNear(meant, candidate.toLowerCase(Locale.ROOT)));
    }

    private static boolean isNear(String meant, String candidate) {
        var letters = meant.length() - sharedParts(meant, candidate);
        return distance(meant, candidate) <= Math.min(MOST, Math.max(1, letters / 3));
    }

    /** How long the parts are, with their dots, that both begin with. */
    private static int sharedParts(String a, String b) {
        var shared = 0;
        for (int i = 0; i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i); i++) {
            shared = a.charAt(i) == '.' ? i + 1 : shared;
        }
        return shared;
    }

    /** Levenshtein's distance, in which two neighbours that changed places count as one change; a row at a time. */
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        var last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var lastButOne = last;
            last = row.clone();
            var diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                var above = row[j];
                var change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], lastButOne[j - 2] + 1);
                }
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
