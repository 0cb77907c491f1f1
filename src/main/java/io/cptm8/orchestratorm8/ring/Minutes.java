package io.cptm8.orchestratorm8.ring;

import java.util.Locale;

/** Minutes, as a person says them. */
final class Minutes {

    private Minutes() {}

    /** @param minutes a number; null: not known */
    static String of(Object minutes) {
        if (!(minutes instanceof Number number)) {
            return "not known yet";
        }
        var value = number.doubleValue();
        if (value < 2) {
            return Math.round(value * 60) + " s";
        }
        return value < 120 ? Math.round(value) + " min" : String.format(Locale.ROOT, "%.1f h", value / 60);
    }
}
