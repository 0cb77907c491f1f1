package io.cptm8.orchestratorm8.faults;

import java.util.List;
import java.util.stream.IntStream;

/** One of several shares of all faults: every third one, say, since neighbours are of a kind. */
record Share(int number, int shares) {

    static final Share ALL = new Share(1, 1);

    private static final String FORM = "[1-9]/[1-9]";

    static boolean isOne(String text) {
        return text.matches(FORM);
    }

    static Share of(String text) {
        return new Share(text.charAt(0) - '0', text.charAt(2) - '0');
    }

    List<Fault> of(List<Fault> all) {
        return IntStream.range(0, all.size())
                .filter(place -> place % shares == number - 1)
                .mapToObj(all::get)
                .toList();
    }
}
