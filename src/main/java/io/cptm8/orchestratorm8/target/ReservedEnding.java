package io.cptm8.orchestratorm8.target;

/**
 * Last labels under which nobody can own a domain: whoever resolves such a name reaches a machine of their own network,
 * or nothing.
 *
 * <p>{@code example} is missing on purpose. RFC 6761 reserves it for documentation, nothing answers there, and
 * demonstrations need names that can do no harm.
 */
final class ReservedEnding {

    static final String[] ENDINGS = {
        // RFC 6761, 6762, 7686, 9476, and the infrastructure of the DNS itself
        "localhost",
        "local",
        "test",
        "invalid",
        "onion",
        "alt",
        "arpa",
        // set aside by ICANN: internal in 2024, the other three for good in 2018 after they clashed with private use
        "internal",
        "corp",
        "home",
        "mail",
        // RFC 6762 appendix G: in private use everywhere, and never to be delegated safely
        "intranet",
        "private",
        "lan",
        // what many systems append to localhost
        "localdomain",
    };

    private ReservedEnding() {}

    /** Whether the rest of the name from here on is such a label. Compares in place: this is on the hot path. */
    static boolean isAt(String name, int start) {
        int length = name.length() - start;
        for (String ending : ENDINGS) {
            if (ending.length() == length && name.startsWith(ending, start)) {
                return true;
            }
        }
        return false;
    }
}
