package io.cptm8.orchestratorm8.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What came of the rows of one fault, in the words of those who test brokers. */
final class Tally {

    static final String HEAD = """
            | fault | rounds | attempted | committed | accepted | delivered | lost | duplicated, same id | unexpected | recovered | until done p50 / p99, s | lost at most |
            | ----- | -----: | --------: | --------: | -------: | --------: | ---: | ------------------: | ---------: | --------: | ---------------------: | -----------: |""";

    private final String name;
    private final List<Double> seconds = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Books books = Books.EMPTY;
    private int rounds;
    private int recovered;

    Tally(String name) {
        this.name = name;
    }

    /** A round has begun. */
    void round() {
        rounds++;
    }

    int rounds() {
        return rounds;
    }

    /** It went on by itself, and all was done so long after the fault was over. */
    void recovered(double untilDone) {
        recovered++;
        seconds.add(untilDone);
    }

    /** The figures of all rounds together. */
    void close(Books all) {
        books = books.plus(all);
    }

    /** The rounds of another as if they were these. */
    void add(Tally other) {
        books = books.plus(other.books);
        seconds.addAll(other.seconds);
        wrong.addAll(other.wrong);
        rounds += other.rounds;
        recovered += other.recovered;
    }

    /** Something that must not be. */
    void wrong(String what) {
        wrong.add(what);
    }

    /** What the columns have no place for. */
    void note(String what) {
        notes.add(what);
    }

    /** Everything that must not be; empty when all is well. */
    List<String> verdict() {
        var all = new ArrayList<>(wrong);
        if (books.lost() > 0) {
            all.add(books.lost() + " lost");
        }
        if (books.unexpected() > 0) {
            all.add(books.unexpected() + " unexpected");
        }
        if (books.accepted() != books.committed()) {
            all.add("%d committed, %d accepted".formatted(books.committed(), books.accepted()));
        }
        if (books.silently() > 0) {
            all.add(books.silently() + " duplicated and not counted by the program");
        }
        if (books.otherwise() > 0) {
            all.add(books.otherwise() + " sent again under another id");
        }
        books.routed().ifPresent(routed -> {
            if (routed != books.delivered() + books.withQueue()) {
                all.add("the broker has counted %d into the queue, %d came out of it"
                        .formatted(routed, books.delivered()));
            }
        });
        if (rounds == 0) {
            all.add("not carried out");
        }
        if (recovered < rounds) {
            all.add("%d of %d rounds did not recover".formatted(rounds - recovered, rounds));
        }
        return all;
    }

    /** A row of the table, and below it what is to be said beside it. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %,d | %,d | %,d | %,d | %,d | %,d | %,d | %.2f / %.2f | %s |",
                name.replace('-', ' '),
                rounds,
                books.attempted(),
                books.committed(),
                books.accepted(),
                books.delivered(),
                books.lost(),
                books.duplicated(),
                books.unexpected(),
                recovered,
                quantile(0.5),
                quantile(0.99),
                bound());
    }

    List<String> notes() {
        return notes.stream()
                .map(note -> "* " + name.replace('-', ' ') + ": " + note)
                .toList();
    }

    /** The rule of three: none lost in N shows, at 95 %, that fewer than 3/N are. */
    private String bound() {
        return books.committed() == 0 || books.lost() > 0
                ? "–"
                : String.format(Locale.ROOT, "%.6f", 3.0 / books.committed());
    }

    private double quantile(double share) {
        if (seconds.isEmpty()) {
            return Double.NaN;
        }
        var sorted = new ArrayList<>(seconds);
        Collections.sort(sorted);
        return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(share * sorted.size()) - 1));
    }
}
