package io.cptm8.orchestratorm8.faults;

import io.cptm8.orchestratorm8.testing.PostgresPair;

/** PostgreSQL's primary is killed and its standby, which is synchronous, becomes the primary, under four instances. */
record Failover(String name) implements Fault {

    private static final int INSTANCES = 4;
    private static final int FULL = 20;
    private static final int BRIEF = 1;
    private static final int BRIEF_ROWS = 300;

    @Override
    public Tally run(Site site, boolean brief) throws Exception {
        var tally = new Tally(name);
        for (var round = 0; round < (brief ? BRIEF : FULL); round++) {
            round(site, tally, brief ? BRIEF_ROWS : Rounds.ROWS);
        }
        tally.note("a primary with a synchronous standby, four instances; a new pair for each round");
        return tally;
    }

    private static void round(Site site, Tally tally, int rows) throws Exception {
        try (var pair = PostgresPair.launch()) {
            pair.database().execute("DELETE FROM cptm8domain");
            pair.synchronous(true);
            var broker = site.virtualHost();
            var places = new Places(
                    pair.database().address(), pair.hosts(), pair.primaryPort(), broker, broker.host(), broker.port());
            try (var rig = Rig.at(site, Outfit.plain(), places, INSTANCES)) {
                var once = new Rounds("", Outfit.plain(), INSTANCES, 2, ignored -> {
                    pair.killPrimary();
                    pair.promote();
                });
                tally.add(once.run(rig, 1, rows));
            }
        }
    }
}
