package io.cptm8.orchestratorm8.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every fault there is, in the order of the table. */
final class Catalogue {

    /** Not in the short form unless they are named: they are about length. */
    static final Set<String> LONG = Set.of("storm", "soak", "upgrade");

    private Catalogue() {}

    static List<Fault> all() {
        var all = new ArrayList<Fault>(CrashPoints.all());
        all.addAll(ProcessFaults.all());
        all.addAll(TakeOver.all());
        all.addAll(DatabaseFaults.all());
        all.addAll(BrokerFaults.all());
        all.add(new Poison("poison"));
        all.addAll(Outage.all());
        all.add(new Upgrade("upgrade"));
        all.add(new Clean("clean"));
        all.add(new Storm("storm"));
        all.add(new Soak("soak"));
        return List.copyOf(all);
    }
}
