package io.cptm8.orchestratorm8.faults;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Fault after fault, one every five seconds, while rows keep coming. */
record Storm(String name) implements Fault {

    private static final int FULL = 100_000;
    private static final int BRIEF = 4_000;
    private static final double EVERY = 5;
    private static final int RATE = 150;
    private static final int LIMIT = 300;
    /** Kept, so that a storm can be had again. */
    private static final long SEED = 20261129;

    private static final List<Rounds.Injection> FAULTS = List.of(
            rig -> rig.instances().get(0).kill(),
            rig -> rig.instances().get(0).terminate(),
            rig -> rig.toBroker().cutAll(),
            rig -> rig.toDatabase().cutAll(),
            rig -> rig.site().node().closeAllConnections(rig.broker().virtualHost(), "a fault that was asked for"),
            rig -> rig.count(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"),
            rig -> {
                rig.toBroker().blackhole(true);
                Poll.pass(1);
                rig.toBroker().blackhole(false);
            },
            rig -> {
                rig.toDatabase().slow(Duration.ofMillis(20));
                Poll.pass(1);
                rig.toDatabase().slow(Duration.ZERO);
            });

    @Override
    public Tally run(Site site, boolean brief) throws Exception {
        var tally = new Tally(name);
        var rows = brief ? BRIEF : FULL;
        var dice = new Random(SEED);
        try (var rig = Rig.of(site, Outfit.plain(), 2)) {
            rig.load().begin(rows, (double) rows / RATE);
            for (var end = System.nanoTime() + (long) (rows / (double) RATE * 1e9); System.nanoTime() < end; ) {
                tally.round();
                FAULTS.get(dice.nextInt(FAULTS.size())).into(rig);
                var next = System.nanoTime() + (long) (EVERY * 1e9);
                rig.replenish(2);
                Poll.pass((next - System.nanoTime()) / 1e9);
            }
            rig.load().await();
            var seconds = rig.awaitDone(LIMIT);
            for (var round = 0; round < tally.rounds(); round++) {
                tally.recovered(seconds);
            }
            tally.close(rig.books());
            rig.leftovers().forEach(tally::wrong);
        }
        tally.note("two instances, seed " + SEED + "; the time is from the last row until all was done");
        return tally;
    }
}
