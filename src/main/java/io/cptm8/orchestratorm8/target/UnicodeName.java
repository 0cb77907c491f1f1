package io.cptm8.orchestratorm8.target;

import static io.cptm8.orchestratorm8.target.Wording.quoted;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.Normalizer2;
import io.cptm8.orchestratorm8.target.Target.Refused;
import io.cptm8.orchestratorm8.target.Target.Valid;
import java.util.Locale;
import java.util.Optional;

/**
 * The rules of IDNA 2008 for a name with letters beyond ASCII, or with A-labels.
 *
 * <p>Not {@link java.net.IDN}: that is IDNA 2003, for which {@code faß.de} is {@code fass.de}, somebody else's domain.
 */
final class UnicodeName {

    // Non-transitional is what keeps ß, ς and the joiners instead of mapping them away.
    private static final IDNA RULES = IDNA.getUTS46Instance(IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ
            | IDNA.CHECK_CONTEXTO
            | IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE);
    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

    private UnicodeName() {}

    /** For a name without its trailing dot that {@link Spelling} found nothing wrong with. */
    static Target check(String name) {
        IDNA.Info info = new IDNA.Info();
        String unicode = RULES.nameToUnicode(name, new StringBuilder(), info).toString();
        if (info.hasErrors()) {
            return IdnaFault.refusal(RULES, name, info);
        }
        String ascii = RULES.nameToASCII(unicode, new StringBuilder(), info).toString();
        return AsciiName.refusal(ascii)
                .or(() -> info.hasErrors() ? Optional.of(IdnaFault.refusal(RULES, name, info)) : Optional.empty())
                .or(() -> mappingRefusal(name, unicode, ascii))
                .or(() -> DomainName.suffixRefusal(unicode))
                .or(() -> Lookalike.refusal(unicode))
                .<Target>map(refused -> refused)
                .orElseGet(() -> new Valid(ascii, unicode));
    }

    /**
     * Refuses a name of which UTS #46 would make something else than the same letters in lower case, such as
     * {@code ｓhop} or {@code ªb}; and an A-label that is not the one way to write its U-label.
     */
    private static Optional<Refused> mappingRefusal(String name, String unicode, String ascii) {
        String[] written = labels(name);
        String[] inUnicode = labels(unicode);
        String[] inAscii = labels(ascii);
        if (written.length != inUnicode.length) {
            return Optional.of(new Refused(quoted(name) + " would become " + quoted(unicode)));
        }
        for (int i = 0; i < written.length; i++) {
            // Label by label: a capital sigma becomes ς or σ by where its word ends, and each is another domain.
            String meant = NFC.normalize(UCharacter.toLowerCase(Locale.ROOT, NFC.normalize(written[i])));
            String mapped = meant.startsWith("xn--") ? inAscii[i] : inUnicode[i];
            if (!meant.equals(mapped)) {
                return Optional.of(new Refused("label " + quoted(written[i]) + " would become " + quoted(mapped)
                        + ": write it the way it is meant"));
            }
        }
        return Optional.empty();
    }

    static String[] labels(String name) {
        return name.split("\\.", -1);
    }
}
