package io.cptm8.orchestratorm8.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Killed at a named step, up to ten times in a row before one lives.
 *
 * @param step the id of the step in the routes before which it is killed
 */
record CrashPoints(String name, String step) implements Fault {

    private static final int FULL = 100;
    private static final int BRIEF = 2;
    private static final int IN_A_ROW = 10;
    private static final int ROWS = 100;
    private static final int BATCH = 20;
    private static final int LIMIT = 120;

    static List<Fault> all() {
        return List.of(
                new CrashPoints("killed-before-it-claims", "claim"),
                new CrashPoints("killed-after-it-claimed", "form"),
                new CrashPoints("killed-after-it-published-before-the-confirms", "receipts"),
                new CrashPoints("killed-after-the-confirms-before-it-settles", "to-settle"),
                new CrashPoints("killed-after-it-settled", "settled"));
    }

    @Override
    public Tally run(Site site, boolean brief) throws Exception {
        var tally = new Tally(name);
        var agent = CrashAgent.in(site.folder("agent"));
        var outfit = Outfit.plain().set("dispatch.batch", "" + BATCH).with(Outfit.SHORT_LIVED);
        // The first one registers the scanner, so that rows have somebody to be for.
        try (var rig = Rig.of(site, outfit, 1)) {
            rig.instance().terminate();
            for (var left = brief ? BRIEF : FULL; left > 0; left -= IN_A_ROW) {
                row(rig, tally, outfit, agent, Math.min(left, IN_A_ROW));
            }
            tally.close(rig.books());
            rig.leftovers().forEach(tally::wrong);
        }
        return tally;
    }

    private void row(Rig rig, Tally tally, Outfit outfit, Path agent, int kills) throws Exception {
        for (var kill = 0; kill < kills; kill++) {
            tally.round();
            var pass = ThreadLocalRandom.current().nextInt(1, ROWS / BATCH);
            var doomed = rig.launch(
                    rig.site().installed(),
                    outfit.with("-javaagent:%s -D%s=%s -D%s=%d"
                            .formatted(agent, CrashPlugin.STEP, step, CrashPlugin.PASS, pass)));
            rig.load().begin(ROWS, 0.5);
            rig.load().await();
            var code = doomed.awaitCrash(LIMIT);
            if (code != 137) {
                tally.wrong("it was to be killed, and ended with " + code + ": " + doomed.folder());
            }
            if (doomed.blamesItself()) {
                tally.wrong("it called something a bug: " + doomed.folder());
            }
        }
        var over = System.nanoTime();
        rig.launch().awaitReady();
        rig.awaitDone(LIMIT);
        var seconds = (System.nanoTime() - over) / 1e9;
        for (var kill = 0; kill < kills; kill++) {
            tally.recovered(seconds);
        }
        rig.instances().stream().filter(Instance::isAlive).toList().forEach(each -> end(each, tally));
        rig.instances().clear();
        rig.messages().drain();
    }

    private static void end(Instance instance, Tally tally) {
        try {
            if (instance.terminate() != 0) {
                tally.wrong("it did not end in order: " + instance.folder());
            }
        } catch (Exception e) {
            tally.wrong(e.getMessage());
        }
    }
}
