package io.cptm8.orchestratorm8.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every fault there is, in the order of the table. */
final class Catalogue {

    /** Not in the short form unless they are named: some are about length, and the clusters have tests of their own. */
    static final Set<String> LONG = Set.of(
            "soak",
            "a-node-of-three-is-killed",
            "a-node-of-three-is-cut-off",
            "the-primary-is-killed-and-the-standby-promoted");

    private Catalogue() {}

    static List<Fault> all() {
        var all = new ArrayList<Fault>(CrashPoints.all());
        all.addAll(ProcessFaults.all());
        all.addAll(TakeOver.all());
        all.addAll(RingStarts.all());
        all.addAll(DatabaseFaults.all());
        all.addAll(BrokerFaults.all());
        all.add(new Poison("poison"));
        all.addAll(Cluster.all());
        all.add(new Failover("the-primary-is-killed-and-the-standby-promoted"));
        all.addAll(Outage.all());
        all.add(new Upgrade("upgrade"));
        all.add(new Clean("clean"));
        all.add(new Storm("storm"));
        all.add(new Soak("soak"));
        all.addAll(WrongClock.all());
        return List.copyOf(all);
    }
}
