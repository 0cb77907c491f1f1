package io.cptm8.orchestratorm8.target;

import static io.cptm8.orchestratorm8.target.Wording.quoted;

import io.cptm8.orchestratorm8.target.Target.Refused;
import java.util.Optional;

/**
 * The rules of RFC 1123 for the ASCII form of a name: every name passes here last, whichever way it came.
 *
 * <p>Written for a name in lower case without its trailing dot; anything else is refused.
 */
final class AsciiName {

    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LABEL = 63;
    private static final String ACE_PREFIX = "xn--";

    private AsciiName() {}

    static boolean isSpeltOnlyWithItsLetters(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isLetter(c) && !isDigit(c) && c != '-' && c != '.') {
                return false;
            }
        }
        return true;
    }

    static Optional<Refused> refusal(String name) {
        if (name.isEmpty()) {
            return refused("the name is empty");
        }
        if (!isSpeltOnlyWithItsLetters(name)) {
            return refused(quoted(name) + " holds more than lower-case letters, digits, hyphens and dots");
        }
        if (name.length() > LONGEST_NAME) {
            return refused(quoted(name) + " has " + name.length() + " characters; a domain name has at most 253");
        }
        int start = 0;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', start)) {
            Optional<Refused> refusal = labelRefusal(name, start, dot);
            if (refusal.isPresent()) {
                return refusal;
            }
            start = dot + 1;
        }
        Optional<Refused> refusal = labelRefusal(name, start, name.length());
        return refusal.isPresent() ? refusal : endingRefusal(name, start);
    }

    private static Optional<Refused> labelRefusal(String name, int start, int end) {
        if (start == end) {
            return refused(quoted(name) + " has an empty label");
        }
        if (end - start > LONGEST_LABEL) {
            return refused("label " + quoted(name.substring(start, end)) + " has " + (end - start)
                    + " characters; a label has at most 63");
        }
        if (name.charAt(start) == '-') {
            return refused("label " + quoted(name.substring(start, end)) + " starts with a hyphen");
        }
        if (name.charAt(end - 1) == '-') {
            return refused("label " + quoted(name.substring(start, end)) + " ends with a hyphen");
        }
        if (end - start >= 4 && name.startsWith("--", start + 2) && !name.startsWith(ACE_PREFIX, start)) {
            return refused("label " + quoted(name.substring(start, end))
                    + " has hyphens in third and fourth place, which only \"xn--\" labels may have");
        }
        return Optional.empty();
    }

    private static Optional<Refused> endingRefusal(String name, int start) {
        // Looked at before the alphabet, because inet_aton takes 127.1, 0x7f.1 and 2130706433 for addresses.
        if (isNumber(name, start)) {
            return refused(quoted(name) + " ends in a number and would be taken for an IP address");
        }
        if (ReservedEnding.isAt(name, start)) {
            return refused(quoted(name) + " ends in " + quoted(name.substring(start))
                    + ", which is set aside for special or internal use");
        }
        if (start == 0) {
            return refused(quoted(name) + " has only one label; a target has at least two");
        }
        // RFC 1123 section 2.1: the last label is alphabetic. Its A-labels came later and are the one exception.
        for (int i = start; i < name.length() && !name.startsWith(ACE_PREFIX, start); i++) {
            if (!isLetter(name.charAt(i))) {
                return refused("last label " + quoted(name.substring(start)) + " holds more than letters");
            }
        }
        return Optional.empty();
    }

    private static boolean isNumber(String name, int start) {
        boolean hex = name.startsWith("0x", start);
        for (int i = hex ? start + 2 : start; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isDigit(c) && !(hex && c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static Optional<Refused> refused(String reason) {
        return Optional.of(new Refused(reason));
    }
}
