package io.cptm8.orchestratorm8.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Broker or database or both are away for long, while rows keep coming: to the database, when that is not reached by the program only. */
record Outage(String name, boolean broker, boolean database) implements Fault {

    private static final int FULL_SECONDS = 60 * Integer.getInteger("faults.outage", 60);
    private static final int FULL_ROWS = 100_000;
    private static final int BRIEF_SECONDS = 20;
    private static final int BRIEF_ROWS = 2_000;
    private static final int LIMIT = 600;
    private static final double TICKS = 100;
    private static final double LINES_A_MINUTE = 5;
    private static final double SHARE_OF_A_CORE = 0.1;
    private static final long KILOBYTES = 300_000;

    static List<Fault> all() {
        return List.of(
                new Outage("broker-away-for-long", true, false),
                new Outage("database-away-for-long", false, true),
                new Outage("broker-and-database-away-for-long", true, true));
    }

    @Override
    public boolean isPatient() {
        return true;
    }

    @Override
    public Tally run(Site site, boolean brief) throws Exception {
        var seconds = brief ? BRIEF_SECONDS : FULL_SECONDS;
        var rows = brief ? BRIEF_ROWS : FULL_ROWS;
        var tally = new Tally(name);
        // What comes back brings much: how long that may take is as shipped.
        var outfit = Outfit.plain().set("dispatch.lease", "60s").set("dispatch.confirm-timeout", "10s");
        try (var rig = Rig.of(site, outfit, 1)) {
            var instance = rig.instance();
            tally.round();
            rig.load().begin(100, 0);
            rig.load().await();
            rig.awaitDone(LIMIT);
            away(rig, true);
            var lines = instance.logged();
            var ticks = ticks(instance);
            rig.load().begin(rows, seconds * 0.9);
            Poll.pass(seconds);
            rig.load().await();
            var memory = instance.memory();
            var linesMinute = (instance.logged() - lines) * 60.0 / seconds;
            var core = (ticks(instance) - ticks) / TICKS / seconds;
            tally.note(String.format(
                    Locale.ROOT,
                    "%d s; %.1f lines of log a minute, %.1f %% of a core, %,d kB resident at its end",
                    seconds,
                    linesMinute,
                    core * 100,
                    memory));
            // In a short one, most of it is the beginning.
            if (!brief && (linesMinute > LINES_A_MINUTE || core > SHARE_OF_A_CORE || memory > KILOBYTES)) {
                tally.wrong("it was busy with being idle");
            }
            away(rig, false);
            var over = System.nanoTime();
            rig.awaitDone(LIMIT);
            tally.recovered((System.nanoTime() - over) / 1e9);
            // Of a short one, all is claimed at once.
            if (!brief && oldestCameLast(rig)) {
                tally.wrong("the oldest rows were not among the first to be sent");
            }
            tally.close(rig.books());
            rig.leftovers().forEach(tally::wrong);
        }
        return tally;
    }

    private void away(Rig rig, boolean on) {
        if (broker) {
            rig.toBroker().refuse(on);
        }
        if (database) {
            rig.toDatabase().refuse(on);
        }
        if (on && broker) {
            rig.toBroker().cutAll();
        }
        if (on && database) {
            rig.toDatabase().cutAll();
        }
    }

    /** Claims are batches, two at a time: the first tenth is sent before the last tenth. */
    private static boolean oldestCameLast(Rig rig) throws Exception {
        return rig.count("""
                WITH r AS (
                    SELECT accepted_at, ntile(10) OVER (ORDER BY requested_at, id) AS tenth FROM orchestratorm8.request
                    WHERE scanner = 'faultm8'
                )
                SELECT ((SELECT max(accepted_at) FROM r WHERE tenth = 1) > (SELECT min(accepted_at) FROM r WHERE tenth = 10))::int""") > 0;
    }

    private static double ticks(Instance instance) throws Exception {
        var fields = Files.readString(Path.of("/proc/" + instance.process().pid() + "/stat"))
                .replaceFirst("^.*\\) ", "")
                .split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
}
