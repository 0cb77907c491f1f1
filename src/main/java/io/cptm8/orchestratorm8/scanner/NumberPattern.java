package io.cptm8.orchestratorm8.scanner;

import java.util.ArrayList;

/** Bounds of numbers as regular expressions, since that is all that a schema can say of digits in text. */
final class NumberPattern {

    private NumberPattern() {}

    /** A group of the numbers from 0 to a maximum, with leading zeros or without. */
    static String upTo(long maximum) {
        var digits = Long.toString(maximum);
        var choices = new ArrayList<String>();
        if (digits.length() > 1) {
            choices.add("[0-9]{1,%d}".formatted(digits.length() - 1));
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) > '0') {
                choices.add(digits.substring(0, i)
                        + "[0-%c]".formatted((char) (digits.charAt(i) - 1))
                        + "[0-9]{%d}".formatted(digits.length() - 1 - i));
            }
        }
        choices.add(digits);
        return "0*(?:" + String.join("|", choices) + ")";
    }
}
