package io.cptm8.orchestratorm8.faults;

import java.util.List;
import java.util.Locale;

/**
 * The form of most faults: instances work on rows that keep coming; in the middle of it the fault is injected, has its time, and is
 * undone; then everything must come to its end by itself.
 *
 * @param instances that run
 * @param seconds that the rows of a round are spread over
 * @param inject called when about a third of them is there; returns when the fault is over
 */
record Rounds(String name, Outfit outfit, int instances, double seconds, Injection inject) implements Fault {

    static final int ROWS = 1_000;
    private static final int FULL = 20;
    private static final int BRIEF = 2;
    private static final int BRIEF_ROWS = 300;
    /** Seconds that a round may take to its end once the fault is over. */
    private static final int LIMIT = 120;
    /** Threads and descriptors that come and go by themselves. */
    private static final int SLACK = 12;

    /** What is done to a rig under load. */
    @FunctionalInterface
    interface Injection {
        void into(Rig rig) throws Exception;
    }

    static Rounds of(String name, Injection inject) {
        return new Rounds(name, Outfit.plain(), 1, 2, inject);
    }

    Rounds with(Outfit other) {
        return new Rounds(name, other, instances, seconds, inject);
    }

    Rounds on(int count) {
        return new Rounds(name, outfit, count, seconds, inject);
    }

    Rounds over(double span) {
        return new Rounds(name, outfit, instances, span, inject);
    }

    @Override
    public Tally run(Site site, boolean brief) throws Exception {
        try (var rig = Rig.of(site, outfit, instances)) {
            return run(rig, brief ? BRIEF : FULL, brief ? BRIEF_ROWS : ROWS);
        }
    }

    Tally run(Rig rig, int rounds, int rows) throws Exception {
        var tally = new Tally(name);
        var before = List.<Instance>of();
        var threads = 0;
        var descriptors = 0;
        for (var round = 0; round < rounds; round++) {
            tally.round();
            rig.load().begin(rows, seconds);
            Poll.pass(seconds / 3);
            inject.into(rig);
            var over = System.nanoTime();
            rig.load().await();
            rig.awaitDone(LIMIT);
            tally.recovered((System.nanoTime() - over) / 1e9);
            rig.replenish(instances);
            rig.messages().drain();
            if (!rig.instances().equals(before)) {
                before = List.copyOf(rig.instances());
                threads = rig.instance().threads();
                descriptors = rig.instance().descriptors();
            }
        }
        if (rig.instances().equals(before)) {
            grown(tally, "threads", threads, rig.instance().threads());
            grown(tally, "descriptors", descriptors, rig.instance().descriptors());
        }
        if (rig.count("SELECT count(*) FROM cptm8domain") < rig.load().acknowledged()) {
            tally.wrong("PostgreSQL itself has lost rows whose commit came back");
        }
        var books = rig.books();
        tally.close(books);
        if (books.withQueue() > 0) {
            tally.note(String.format(
                    Locale.ROOT,
                    "%,d messages were in a queue when it was deleted, and are not counted as lost",
                    books.withQueue()));
        }
        rig.leftovers().forEach(tally::wrong);
        return tally;
    }

    private static void grown(Tally tally, String what, int then, int now) {
        if (now > then + SLACK) {
            tally.wrong("%d %s after the first round, %d after the last".formatted(then, what, now));
        }
    }
}
