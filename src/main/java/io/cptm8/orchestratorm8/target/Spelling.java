package io.cptm8.orchestratorm8.target;

import static io.cptm8.orchestratorm8.target.Wording.codePoint;
import static io.cptm8.orchestratorm8.target.Wording.quoted;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.UnicodeSet;
import io.cptm8.orchestratorm8.target.Target.Refused;
import java.util.Optional;

/**
 * Finds characters that no name may hold, before any Unicode rule could map them to something else or drop them.
 *
 * <p>Only here can the reason say what the person most likely did: gave a URL, a port, a wildcard.
 */
final class Spelling {

    private static final UnicodeSet WHITESPACE = new UnicodeSet("[:White_Space:]").freeze();
    private static final UnicodeSet BIDI_CONTROLS = new UnicodeSet("[:Bidi_Control:]").freeze();

    /** UTS #46 would read these as dots, and make two labels of what looks like one. */
    private static final UnicodeSet LOOK_LIKE_DOTS = new UnicodeSet("[\\u3002\\uFF0E\\uFF61]").freeze();

    private Spelling() {}

    static Optional<Refused> refusal(String name) {
        int c;
        for (int i = 0; i < name.length(); i += Character.charCount(c)) {
            c = name.codePointAt(i);
            String fault = c < 0x80 ? asciiFault(name, c) : unicodeFault(c);
            if (fault != null) {
                return Optional.of(new Refused(quoted(name) + " " + fault));
            }
        }
        return Optional.empty();
    }

    private static String asciiFault(String name, int c) {
        if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9') {
            return null;
        }
        return switch (c) {
            case '-', '.' -> null;
            case ':' -> colonFault(name);
            case '[', ']' -> "holds a bracket: an IP address is not a domain name";
            case '/', '\\', '?', '#' ->
                "holds \"" + (c == '\\' ? "\\\\" : Character.toString(c))
                        + "\": a URL, a path or an address range is not a domain name";
            case '@' -> "holds \"@\": a user or a mail address is not a domain name";
            case '*' -> "is a wildcard, not one domain";
            case '_' -> "holds an underscore, which a host name may not";
            case ' ' -> "holds whitespace (U+0020)";
            default ->
                c < ' ' || c == 0x7F
                        ? "holds the control character " + codePoint(c)
                        : "holds " + codePoint(c) + ", which a host name may not";
        };
    }

    private static String colonFault(String name) {
        if (name.contains("://")) {
            return "is a URL: give the domain name alone";
        }
        return name.indexOf(':') == name.lastIndexOf(':')
                ? "holds a port or a scheme: give the domain name alone"
                : "holds several colons: an IP address is not a domain name";
    }

    private static String unicodeFault(int c) {
        if (WHITESPACE.contains(c)) {
            return "holds whitespace (" + codePoint(c) + ")";
        }
        if (BIDI_CONTROLS.contains(c)) {
            return "holds " + codePoint(c) + ", which changes the direction of the text";
        }
        if (LOOK_LIKE_DOTS.contains(c)) {
            return "holds " + codePoint(c) + " where a dot belongs";
        }
        if (UCharacter.getType(c) == UCharacter.SURROGATE) {
            return "is not well-formed Unicode: " + codePoint(c) + " has no partner";
        }
        // Some scripts need zero-width joiners, and IDNA 2008 allows them there. A person cannot see whether one is
        // present, and it makes another domain: so not here.
        return Wording.isVisible(c) ? null : "holds the invisible character " + codePoint(c);
    }
}
