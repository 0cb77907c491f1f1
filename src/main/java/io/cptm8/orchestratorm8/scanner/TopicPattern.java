package io.cptm8.orchestratorm8.scanner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A binding key of a topic exchange: words between dots, where {@code *} is any one word and {@code #} is any number of
 * words, none too. A routing key is such words without wildcards; one that a route computes may hold <code>${…}</code>,
 * which can become anything.
 */
public final class TopicPattern {

    private enum Kind {
        WORD,
        ONE,
        ANY
    }

    private record Part(Kind kind, String word) {
        boolean meets(Part other) {
            return kind == Kind.ONE || other.kind == Kind.ONE || word.equals(other.word);
        }
    }

    private static final char COMPUTED = '\0';

    private final List<String> words;
    private final List<Part> parts;

    public TopicPattern(String pattern) {
        words = words(pattern);
        parts = words.stream()
                .map(word -> new Part(word.equals("*") ? Kind.ONE : word.equals("#") ? Kind.ANY : Kind.WORD, word))
                .toList();
    }

    /** Whether a message with this key arrives. */
    public boolean matches(String key) {
        return meets(
                parts,
                words(key).stream().map(word -> new Part(Kind.WORD, word)).toList());
    }

    /** Whether a message can arrive whose key a route computes so; false: none ever does. */
    public boolean canMatch(String keyExpression) {
        return meets(parts, computed(keyExpression));
    }

    /** This pattern with one word changed so that messages with this key arrive; empty: one is not enough. */
    Optional<String> mendedFor(String keyExpression) {
        var key = words(masked(keyExpression));
        for (int i = 0; i < Math.min(words.size(), key.size()); i++) {
            if (parts.get(i).kind() == Kind.WORD && key.get(i).indexOf(COMPUTED) < 0) {
                var mended = new ArrayList<>(words);
                mended.set(i, key.get(i));
                var text = String.join(".", mended);
                if (new TopicPattern(text).canMatch(keyExpression)) {
                    return Optional.of(text);
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\\.", -1));
    }

    /** A word with a computed part may become several. */
    private static List<Part> computed(String key) {
        var parts = new ArrayList<Part>();
        for (var word : words(masked(key))) {
            if (word.indexOf(COMPUTED) < 0) {
                parts.add(new Part(Kind.WORD, word));
            } else {
                parts.add(new Part(Kind.ONE, ""));
                parts.add(new Part(Kind.ANY, ""));
            }
        }
        return parts;
    }

    /** Every <code>${…}</code>, with whatever it holds, as one sign that no key has. */
    private static String masked(String expression) {
        var text = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < expression.length(); i++) {
            if (expression.startsWith("${", i)) {
                depth++;
                i++;
                text.append(depth == 1 ? String.valueOf(COMPUTED) : "");
            } else if (depth > 0) {
                depth -= expression.charAt(i) == '}' ? 1 : 0;
            } else {
                text.append(expression.charAt(i));
            }
        }
        return text.toString();
    }

    /** Whether some words fit both, from the last words to the first: {@code fits[i][j]} is about the rests. */
    private static boolean meets(List<Part> a, List<Part> b) {
        var fits = new boolean[a.size() + 1][b.size() + 1];
        for (int i = a.size(); i >= 0; i--) {
            for (int j = b.size(); j >= 0; j--) {
                var more = i < a.size();
                var moreOfB = j < b.size();
                if (more && a.get(i).kind() == Kind.ANY) {
                    fits[i][j] = fits[i + 1][j] || moreOfB && fits[i][j + 1];
                } else if (moreOfB && b.get(j).kind() == Kind.ANY) {
                    fits[i][j] = fits[i][j + 1] || more && fits[i + 1][j];
                } else if (more && moreOfB) {
                    fits[i][j] = a.get(i).meets(b.get(j)) && fits[i + 1][j + 1];
                } else {
                    fits[i][j] = !more && !moreOfB;
                }
            }
        }
        return fits[0][0];
    }

    @Override
    public String toString() {
        return String.join(".", words);
    }
}
