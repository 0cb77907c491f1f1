package io.cptm8.orchestratorm8.faults;

import java.util.List;

/** The same for a scanner that is started for many domains at once: one of two instances leads and starts it. */
record RingStarts(String name, Rounds.Injection inject) implements Fault {

    private static final int INSTANCES = 2;
    private static final int FULL = 20;
    private static final int BRIEF = 2;
    private static final int ROWS = 300;
    private static final double SECONDS = 2;
    private static final int LIMIT = 120;

    static List<Fault> all() {
        return List.of(
                new RingStarts("ring-start-leader-killed", rig -> rig.leader().kill()),
                new RingStarts("ring-start-broker-cut-off", rig -> {
                    rig.toBroker().refuse(true);
                    rig.toBroker().cutAll();
                    Poll.pass(2);
                    rig.toBroker().refuse(false);
                }),
                new RingStarts("ring-start-database-cut-off", rig -> {
                    rig.toDatabase().refuse(true);
                    rig.toDatabase().cutAll();
                    Poll.pass(2);
                    rig.toDatabase().refuse(false);
                }));
    }

    @Override
    public Tally run(Site site, boolean brief) throws Exception {
        var tally = new Tally(name);
        try (var rig = Rig.of(site, Outfit.of(Home.ringStart()), INSTANCES);
                var scanner = new StartedScanner(rig)) {
            for (var round = 0; round < (brief ? BRIEF : FULL); round++) {
                Poll.until(
                        "somebody leads", LIMIT, () -> rig.instances().stream().anyMatch(Instance::leads));
                tally.round();
                rig.load().begin(ROWS, SECONDS);
                Poll.pass(SECONDS / 3);
                inject.into(rig);
                var over = System.nanoTime();
                rig.load().await();
                rig.awaitDone(LIMIT);
                tally.recovered((System.nanoTime() - over) / 1e9);
                rig.replenish(INSTANCES);
            }
            scanner.takeAll();
            tally.close(scanner.books());
            rig.leftovers().forEach(tally::wrong);
        }
        tally.note(
                "two instances; delivered are starts, after each of which the scanner reads all domains; lost is what it has never read");
        return tally;
    }
}
