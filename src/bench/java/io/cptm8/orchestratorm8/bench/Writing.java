package io.cptm8.orchestratorm8.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What the capture trigger and the dispatch cost those who write domains: how many single inserts sixteen sessions commit
 * in a second, with and without either of them, and with the trigger that everybody writes first; and how soon what they
 * write is accepted.
 */
final class Writing implements Scenario {

    private static final String WHAT = Inserters.SESSIONS + " writers";

    @Override
    public List<Figures> run(Site site, Size size) throws Exception {
        var plain = site.database("plain");
        var notifying = site.database("notifying");
        var undispatched = site.database("undispatched");
        Plot.migrate(undispatched, ScannerFile.BENCHM8.name());
        var ungated = site.database("ungated");
        Plot.migrate(ungated, ScannerFile.BENCHM8.name());
        Doorbell.ungate(ungated);

        var ours = new Figures(WHAT, Table.OURS, "/s");
        var others = List.of(
                new Figures(WHAT, "no trigger", "/s"),
                new Figures(WHAT, "plain NOTIFY trigger", "/s"),
                new Figures(WHAT, "trigger, no dispatch", "/s"),
                new Figures(WHAT, "always notifying", "/s"));
        var databases = List.of(plain, notifying, undispatched, ungated);
        var reactions = List.of(
                new Figures(WHAT + ": median reaction", Table.OURS, "ms"),
                new Figures(WHAT + ": p99 reaction", Table.OURS, "ms"),
                new Figures(WHAT + ": longest reaction", Table.OURS, "ms"));
        try (var orchestrator = Contenders.orchestrator(site);
                var listener = Listener.onInsert(notifying)) {
            for (var round = -size.warmUps(); round < size.rounds(); round++) {
                var counted = round >= 0;
                var dispatched = dispatched(orchestrator, size);
                if (counted) {
                    ours.add(dispatched.rate());
                    var times = orchestrator.requests().reactions(50, 99, 100);
                    for (var each = 0; each < times.size(); each++) {
                        reactions.get(each).add(times.get(each));
                    }
                }
                for (var each = 0; each < others.size(); each++) {
                    var written = Inserters.insert(databases.get(each), size.writing());
                    if (databases.get(each).equals(notifying)) {
                        listener.await(written.domains());
                    }
                    if (counted) {
                        others.get(each).add(written.rate());
                    }
                }
            }
        }
        var rows = new ArrayList<Figures>();
        rows.add(ours);
        rows.addAll(others);
        rows.addAll(reactions);
        site.keep("writers", rows);
        return rows;
    }

    /** @throws IllegalStateException a domain was written whose message is not in the queue, or is there twice */
    private static Inserters.Outcome dispatched(Contender orchestrator, Size size) throws Exception {
        var written = Inserters.insert(orchestrator.plot().database(), size.writing());
        orchestrator.requests().awaitAll(written.domains());
        var messages = orchestrator.purge();
        if (messages != written.domains()) {
            throw new IllegalStateException(
                    "%d domains were written and %d messages came".formatted(written.domains(), messages));
        }
        return written;
    }
}
