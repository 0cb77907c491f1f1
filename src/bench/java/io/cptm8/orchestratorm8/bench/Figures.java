package io.cptm8.orchestratorm8.bench;

import java.util.ArrayList;
import java.util.List;

/** What one contender reached in each round, in one unit. */
final class Figures {

    private final String what;
    private final String contender;
    private final String unit;
    private final List<Double> rounds = new ArrayList<>();

    /** @param unit of every round's figure, for example {@code /s} */
    Figures(String what, String contender, String unit) {
        this.what = what;
        this.contender = contender;
        this.unit = unit;
    }

    void add(double figure) {
        rounds.add(figure);
    }

    /** The same, to be compared with others. */
    Figures of(String another) {
        return of(another, contender);
    }

    /** The same by another name, to be compared with others. */
    Figures of(String another, String name) {
        var same = new Figures(another, name, unit);
        same.rounds.addAll(rounds);
        return same;
    }

    String what() {
        return what;
    }

    String contender() {
        return contender;
    }

    String unit() {
        return unit;
    }

    List<Double> rounds() {
        return List.copyOf(rounds);
    }

    /** The one in the middle; of an even number, halfway between the two. */
    double median() {
        var sorted = rounds.stream().sorted().toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The smallest figure that this many of a hundred rounds do not exceed. */
    double percentile(int percent) {
        var sorted = rounds.stream().sorted().toList();
        return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1));
    }

    double min() {
        return percentile(0);
    }

    double max() {
        return percentile(100);
    }
}
