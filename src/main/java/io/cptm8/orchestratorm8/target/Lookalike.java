package io.cptm8.orchestratorm8.target;

import static io.cptm8.orchestratorm8.target.Wording.codePoint;
import static io.cptm8.orchestratorm8.target.Wording.quoted;

import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.SpoofChecker.RestrictionLevel;
import com.ibm.icu.text.UnicodeSet;
import io.cptm8.orchestratorm8.target.Target.Refused;
import java.util.List;
import java.util.Optional;

/**
 * Finds labels that are valid but that a person may take for another, so that a person looks at them first.
 *
 * <p>The same verdict for the A-label and the U-label: which of the two a row holds says nothing about who chose it.
 */
final class Lookalike {

    /** Letters and digits of living languages, and the marks RFC 5892 allows between them. No symbols, no emoji. */
    private static final UnicodeSet ALLOWED = new UnicodeSet(SpoofChecker.RECOMMENDED)
            .addAll(new UnicodeSet("[\\-\\u00B7\\u0375\\u05F3\\u05F4\\u30FB]"))
            .freeze();

    private static final UnicodeSet LATIN = new UnicodeSet("[:Latin:]").freeze();
    private static final UnicodeSet ASCII = new UnicodeSet(0, 0x7F).freeze();

    /** Highly restrictive: one script in a label, or Latin with those that Chinese, Japanese and Korean mix anyway. */
    private static final SpoofChecker CHECKER = new SpoofChecker.Builder()
            .setChecks(SpoofChecker.RESTRICTION_LEVEL
                    | SpoofChecker.CHAR_LIMIT
                    | SpoofChecker.INVISIBLE
                    | SpoofChecker.MIXED_NUMBERS
                    | SpoofChecker.HIDDEN_OVERLAY)
            .setRestrictionLevel(RestrictionLevel.HIGHLY_RESTRICTIVE)
            .setAllowedChars(ALLOWED)
            .build();

    private Lookalike() {}

    static Optional<Refused> refusal(String unicode) {
        String[] labels = UnicodeName.labels(unicode);
        boolean endsInAscii = ASCII.containsAll(labels[labels.length - 1]);
        for (String label : labels) {
            String fault = ASCII.containsAll(label) ? null : fault(label, endsInAscii);
            if (fault != null) {
                return Optional.of(new Refused("label " + quoted(label) + " " + fault));
            }
        }
        return Optional.empty();
    }

    private static String fault(String label, boolean endsInAscii) {
        int stranger = ALLOWED.span(label, UnicodeSet.SpanCondition.CONTAINED);
        if (stranger < label.length()) {
            return "holds " + codePoint(label.codePointAt(stranger)) + ", not a letter or digit in common use today";
        }
        SpoofChecker.CheckResult result = new SpoofChecker.CheckResult();
        if (CHECKER.failsChecks(label, result)) {
            return (result.checks & SpoofChecker.RESTRICTION_LEVEL) == 0
                    ? "has digits of several scripts or marks that cannot be seen"
                    : "mixes " + scripts(label) + " and may be taken for another";
        }
        String skeleton = CHECKER.getSkeleton(label);
        if (LATIN.containsSome(label)) {
            // Japanese mixes with Latin, and ノ makes a host of com and its path of one label.
            return skeleton.indexOf('/') < 0 ? null : "seems to hold a slash";
        }
        // A label all in Cyrillic can read as an English word. Under a top-level domain in its own script it is
        // expected there and has no Latin twin to be taken for.
        return endsInAscii && ASCII.containsAll(skeleton) ? "looks like " + quoted(skeleton) + " but is not" : null;
    }

    private static String scripts(String label) {
        List<String> scripts = label.codePoints()
                .map(UScript::getScript)
                .filter(script -> script != UScript.COMMON && script != UScript.INHERITED)
                .mapToObj(UScript::getName)
                .distinct()
                .toList();
        // A mark may belong to several scripts and so have none of its own.
        return scripts.size() == 1
                ? scripts.get(0) + " with marks of other scripts"
                : "scripts (" + String.join(", ", scripts) + ")";
    }
}
