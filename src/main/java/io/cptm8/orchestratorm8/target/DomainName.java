package io.cptm8.orchestratorm8.target;

import io.cptm8.orchestratorm8.target.Target.Refused;
import io.cptm8.orchestratorm8.target.Target.Valid;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides whether a name may be handed to a scanner.
 *
 * <p>A scanner sent to the wrong host attacks somebody who never agreed to it, so every doubt is a refusal. A name is
 * never repaired: apart from letter case, Unicode composition (NFC) and one trailing dot, none of which a person can
 * tell apart, what is published is what was written.
 *
 * <p>Not decided here: whether a name exists, what address it leads to, and whether it is in scope.
 */
public final class DomainName {

    /** No name of 253 characters is longer than this in any of its written forms; beyond it nothing is looked at. */
    private static final int LONGEST_WRITTEN = 1024;

    private DomainName() {}

    /** Reads the list of public suffixes, for which the first name would wait some 40 ms. */
    public static void prepare() {
        PublicSuffix.is("");
    }

    /** Says whether the name may be scanned. Never throws, whatever the name holds. Safe for use by many threads. */
    public static Target check(String name) {
        if (name == null) {
            return new Refused("there is no name: it is null");
        }
        if (name.length() > LONGEST_WRITTEN) {
            return new Refused("the name has " + name.length() + " characters; a domain name has at most 253");
        }
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return isPlain(bare) ? checkPlain(bare) : checkCarefully(bare);
    }

    /** Whether the rules of Unicode have nothing to add: nearly every name, and the reason this is fast. */
    static boolean isPlain(String name) {
        return AsciiName.isSpeltOnlyWithItsLetters(name) && !name.contains("--");
    }

    static Target checkPlain(String name) {
        Optional<Refused> refusal = AsciiName.refusal(name).or(() -> suffixRefusal(name));
        return refusal.isPresent() ? refusal.get() : new Valid(name, name);
    }

    /** @param unicode the name with U-labels, in lower case */
    static Optional<Refused> suffixRefusal(String unicode) {
        return PublicSuffix.is(unicode)
                ? Optional.of(new Refused(Wording.quoted(unicode)
                        + " is a public suffix: the domains below it belong to others; give one of them"))
                : Optional.empty();
    }

    private static Target checkCarefully(String name) {
        Optional<Refused> refusal = Spelling.refusal(name);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return isPlain(lower) ? checkPlain(lower) : UnicodeName.check(name);
    }
}
