package io.cptm8.orchestratorm8.bench;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The reaction to a change for one scanner while the program works off many requests of another, beside the same on the
 * idle system. Both scanners are files of one instance and have queues of their own.
 */
final class Backlog implements Scenario {

    private static final ScannerFile BUSY = new ScannerFile("busym8", ScannerFile.EXCHANGE);
    private static final ScannerFile FRESH = new ScannerFile("freshm8", ScannerFile.EXCHANGE);

    @Override
    public List<Figures> run(Site site, Size size) throws Exception {
        var during = new Figures("reaction during another's backlog", Table.OURS, "ms");
        var idle = new Figures(during.what(), Table.OURS + ", idle", "ms");
        try (var instance = Contenders.instance(site, site.plot("backlog"), BUSY, FRESH).awaitReady()) {
            var busy = instance.contender(BUSY);
            var fresh = instance.contender(FRESH);
            fresh.requests().awaitFirstPass();
            busy.requests().fill(size.backlog());
            try (var changes = Changes.asks(fresh, busy.requests().domains().iterator())) {
                for (var i = 0; i < size.block(); i++) {
                    changes.next(); // a warm-up
                }
                duringBacklog(busy, changes); // another
                busy.purge();
                while (during.rounds().size() < size.changesDuringBacklog()) {
                    for (var i = 0; i < size.block(); i++) {
                        idle.add(changes.next().millis());
                    }
                    duringBacklog(busy, changes).forEach(during::add);
                    busy.purge();
                }
            }
        }
        var rows = List.of(during, idle);
        site.keep("backlog", rows);
        return rows;
    }

    /** Those that were made while requests of the other scanner were waiting to be accepted, however late they came. */
    private static List<Double> duringBacklog(Contender busy, Changes changes) throws Exception {
        var requests = busy.requests();
        var backlog = CompletableFuture.supplyAsync(() -> letGo(requests));
        var made = new ArrayList<Changes.Change>();
        while (!backlog.isDone()) {
            made.add(changes.next());
        }
        var run = run(backlog);
        return made.stream()
                // Database and bench read the clock of one machine.
                .filter(change -> seconds(change.begun()) > run.from() && seconds(change.begun()) < run.until())
                .map(Changes.Change::millis)
                .toList();
    }

    private static Requests.Run letGo(Requests requests) {
        try {
            return requests.letGo();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Requests.Run run(CompletableFuture<Requests.Run> backlog) throws Exception {
        try {
            return backlog.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the backlog did not come to its end", e.getCause());
        }
    }

    private static double seconds(Instant moment) {
        return moment.getEpochSecond() + moment.getNano() / 1e9;
    }
}
