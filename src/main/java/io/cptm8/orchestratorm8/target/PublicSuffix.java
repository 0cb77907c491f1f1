package io.cptm8.orchestratorm8.target;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Names below which everybody may have a domain: {@code co.uk}, {@code github.io}. Whoever scans one scans strangers.
 *
 * <p>By the Public Suffix List (publicsuffix.org, MPL 2.0), both its parts, which the build takes out of Apache
 * HttpClient. Read when it is first asked for, in some milliseconds; it then takes about a megabyte.
 */
final class PublicSuffix {

    static final String LIST = "org/publicsuffix/list/effective_tld_names.dat";

    private static final String ANY_LABEL = "*.";

    /** Rules of two labels and more, since a single label is refused without any list; and the parents. */
    private final Set<String> suffixes;

    /** What stands behind the {@code *.} of a rule: each name right below is a suffix, but for the exceptions. */
    private final Set<String> parents;

    private final Set<String> exceptions;

    private PublicSuffix(String list) {
        var suffixes = new HashSet<String>(16_384);
        var parents = new HashSet<String>();
        var exceptions = new HashSet<String>();
        int start = 0;
        while (start < list.length()) {
            int end = list.indexOf('\n', start);
            end = end < 0 ? list.length() : end;
            if (end > start && !list.startsWith("//", start)) {
                add(list.substring(start, end), suffixes, parents, exceptions);
            }
            start = end + 1;
        }
        this.suffixes = Set.copyOf(suffixes);
        this.parents = Set.copyOf(parents);
        this.exceptions = Set.copyOf(exceptions);
    }

    private static void add(String rule, Set<String> suffixes, Set<String> parents, Set<String> exceptions) {
        if (rule.startsWith("!")) {
            exceptions.add(rule.substring(1));
        } else if (rule.startsWith(ANY_LABEL)) {
            var parent = rule.substring(ANY_LABEL.length());
            parents.add(parent);
            suffixes.add(parent);
        } else if (rule.indexOf('.') >= 0) {
            suffixes.add(rule);
        }
    }

    /**
     * Whether the name itself is such a suffix, or stands right above nothing but suffixes, as {@code kobe.jp} does.
     *
     * @param unicode with U-labels in lower case and NFC, as the list has them
     */
    static boolean is(String unicode) {
        return Read.LIST.has(unicode);
    }

    private boolean has(String unicode) {
        return suffixes.contains(unicode)
                || parents.contains(unicode.substring(unicode.indexOf('.') + 1)) && !exceptions.contains(unicode);
    }

    /** Not at the start of the program, which has no name to judge yet. */
    private static final class Read {
        static final PublicSuffix LIST = read();

        private static PublicSuffix read() {
            try (InputStream list = PublicSuffix.class.getClassLoader().getResourceAsStream(PublicSuffix.LIST)) {
                if (list == null) {
                    throw new IllegalStateException(
                            "This installation is not complete: it lacks the list of public suffixes, "
                                    + PublicSuffix.LIST + ". Nothing is published; install it again.");
                }
                return new PublicSuffix(new String(list.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
