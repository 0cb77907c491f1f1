package io.cptm8.orchestratorm8.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The word that somebody probably meant. */
public final class Nearest {

    private Nearest() {}

    /** The known word with the fewest letters to change, if that is at most a third of them; capitals count for nothing. */
    public static Optional<String> to(String word, Collection<String> known) {
        var meant = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(meant, candidate.toLowerCase(Locale.ROOT))))
                .filter(candidate ->
                        distance(meant, candidate.toLowerCase(Locale.ROOT)) <= Math.max(1, word.length() / 3));
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
