package io.cptm8.orchestratorm8.faults;

import java.util.Locale;

/** Hours of nothing special: what grows then, grows for ever. */
record Soak(String name) implements Fault {

    private static final int FULL_MINUTES = Integer.getInteger("faults.soak", 30);
    private static final int RATE = 100;
    private static final int SLACK = 12;
    private static final long MEMORY_SLACK = 40_000;
    private static final int LIMIT = 120;
    private static final int SECONDS = 60;

    @Override
    public boolean isPatient() {
        return true;
    }

    @Override
    public Tally run(Site site, boolean brief) throws Exception {
        var tally = new Tally(name);
        var minutes = brief ? 1 : FULL_MINUTES;
        try (var rig = Rig.of(site, Outfit.plain(), 1)) {
            var instance = rig.instance();
            int threads = 0;
            int descriptors = 0;
            long memory = 0;
            for (var minute = 0; minute < minutes; minute++) {
                tally.round();
                rig.load().begin(RATE * SECONDS, SECONDS);
                rig.load().await();
                tally.recovered(rig.awaitDone(LIMIT));
                rig.messages().drain();
                if (minute == minutes / 5) {
                    threads = instance.threads();
                    descriptors = instance.descriptors();
                    memory = instance.memory();
                }
            }
            tally.note(String.format(
                    Locale.ROOT,
                    "%d minutes; from a fifth of it to its end threads %d to %d, descriptors %d to %d, resident %,d to %,d kB",
                    minutes,
                    threads,
                    instance.threads(),
                    descriptors,
                    instance.descriptors(),
                    memory,
                    instance.memory()));
            if (instance.threads() > threads + SLACK
                    || instance.descriptors() > descriptors + SLACK
                    || instance.memory() > memory + MEMORY_SLACK) {
                tally.wrong("it grows");
            }
            tally.close(rig.books());
            rig.leftovers().forEach(tally::wrong);
        }
        return tally;
    }
}
