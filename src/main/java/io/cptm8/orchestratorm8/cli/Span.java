package io.cptm8.orchestratorm8.cli;

/** A length of time as a person says it: {@code 90 s}, {@code 25 min}, {@code 7 h}, {@code 3 d}. */
final class Span {

    private Span() {}

    static String of(double seconds) {
        if (seconds < 120) {
            return Math.round(Math.max(0, seconds)) + " s";
        }
        if (seconds < 7200) {
            return Math.round(seconds / 60) + " min";
        }
        return seconds < 172_800 ? Math.round(seconds / 3600) + " h" : Math.round(seconds / 86_400) + " d";
    }
}
