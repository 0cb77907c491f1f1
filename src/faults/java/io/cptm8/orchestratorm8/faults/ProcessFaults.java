package io.cptm8.orchestratorm8.faults;

import java.util.List;

/** What happens to the processes of the program. */
final class ProcessFaults {

    /** Longer than the lease of a rig. */
    private static final double PAST_LEASE = 6;

    private ProcessFaults() {}

    static List<Fault> all() {
        return List.of(
                Rounds.of("kill-9", rig -> {
                    rig.instance().kill();
                    rig.replenish(1);
                }),
                Rounds.of("kill-9-of-one-of-two", rig -> rig.instance().kill()).on(2),
                Rounds.of("sigterm", rig -> {
                    end(rig);
                    rig.replenish(1);
                }),
                Rounds.of("sigterm-of-one-of-two", ProcessFaults::end).on(2),
                Rounds.of("one-of-two-stands-still-past-its-lease", ProcessFaults::standStill)
                        .on(2),
                Rounds.of("one-of-four-stands-still-past-its-lease", ProcessFaults::standStill)
                        .on(4),
                new FullDisk("disk-full-for-the-log"));
    }

    private static void end(Rig rig) throws Exception {
        var instance = rig.instance();
        var code = instance.terminate();
        if (code != 0) {
            throw new IllegalStateException(
                    "it did not end in order but with %d: %s".formatted(code, instance.folder()));
        }
    }

    private static void standStill(Rig rig) throws Exception {
        rig.instance().standStill();
        try {
            Poll.pass(PAST_LEASE);
        } finally {
            rig.instance().goOn();
        }
    }
}
