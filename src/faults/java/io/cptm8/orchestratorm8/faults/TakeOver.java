package io.cptm8.orchestratorm8.faults;

import java.util.List;
import java.util.Locale;

/**
 * The one that leads ends; what is measured is how long nobody leads.
 *
 * @param killed by SIGKILL; otherwise by SIGTERM
 */
record TakeOver(String name, boolean killed) implements Fault {

    private static final int FULL = 20;
    private static final int BRIEF = 2;
    private static final int LIMIT = 30;
    /** Seconds within which another leads. */
    private static final double PROMISED = 5;

    static List<Fault> all() {
        return List.of(
                new TakeOver("leader-gets-sigterm-until-another-leads", false),
                new TakeOver("leader-gets-kill-9-until-another-leads", true));
    }

    @Override
    public Tally run(Site site, boolean brief) throws Exception {
        var tally = new Tally(name);
        try (var rig = Rig.of(site, Outfit.plain(), 2)) {
            for (var round = 0; round < (brief ? BRIEF : FULL); round++) {
                tally.round();
                Poll.until(
                        "somebody leads", LIMIT, () -> rig.instances().stream().anyMatch(Instance::leads));
                var leader = rig.leader();
                var other = rig.instances().stream()
                        .filter(each -> each != leader)
                        .findFirst()
                        .orElseThrow();
                if (killed) {
                    leader.process().destroyForcibly();
                } else {
                    leader.process().toHandle().destroy();
                }
                var seconds = Poll.until("another leads", LIMIT, other::leads);
                tally.recovered(seconds);
                if (seconds > PROMISED) {
                    tally.wrong(String.format(Locale.ROOT, "nobody led for %.1f s", seconds));
                }
                leader.awaitEnd();
                rig.replenish(2);
            }
            tally.close(rig.books());
            rig.leftovers().forEach(tally::wrong);
        }
        tally.note("the time is from the signal until the other one says that it leads");
        return tally;
    }
}
