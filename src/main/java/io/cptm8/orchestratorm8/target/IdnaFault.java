package io.cptm8.orchestratorm8.target;

import static io.cptm8.orchestratorm8.target.Wording.quoted;

import com.ibm.icu.text.IDNA;
import io.cptm8.orchestratorm8.target.Target.Refused;

/** Puts what ICU objects to into words, and finds the label it is about. */
final class IdnaFault {

    private IdnaFault() {}

    /** The refusal for a name that the rules had these errors with. */
    static Refused refusal(IDNA rules, String name, IDNA.Info errors) {
        for (String label : UnicodeName.labels(name)) {
            IDNA.Info own = new IDNA.Info();
            rules.labelToUnicode(label, new StringBuilder(), own);
            if (own.hasErrors()) {
                return new Refused("label " + quoted(label) + " " + words(first(own)));
            }
        }
        // Only together are the labels wrong: one that is right to left binds the others.
        return new Refused(quoted(name) + " " + words(first(errors)));
    }

    private static IDNA.Error first(IDNA.Info info) {
        return info.getErrors().iterator().next();
    }

    private static String words(IDNA.Error error) {
        return switch (error) {
            case EMPTY_LABEL -> "is empty";
            case LABEL_TOO_LONG -> "is too long";
            case DOMAIN_NAME_TOO_LONG -> "is too long for a domain name";
            case LEADING_HYPHEN -> "starts with a hyphen";
            case TRAILING_HYPHEN -> "ends with a hyphen";
            case HYPHEN_3_4 -> "has hyphens in third and fourth place, which only \"xn--\" labels may have";
            case LEADING_COMBINING_MARK -> "starts with a combining mark";
            case DISALLOWED -> "holds a character that no domain name may hold";
            case PUNYCODE -> "starts with \"xn--\" but is not valid Punycode";
            case LABEL_HAS_DOT -> "holds an encoded dot";
            case INVALID_ACE_LABEL -> "starts with \"xn--\" but is not the A-label of any U-label";
            case BIDI -> "mixes directions of writing in a way that is read in more than one order";
            case CONTEXTJ -> "has a zero-width joiner where no script needs one";
            case CONTEXTO_PUNCTUATION -> "has a punctuation mark outside the script it belongs to";
            case CONTEXTO_DIGITS -> "mixes two kinds of Arabic digits";
        };
    }
}
