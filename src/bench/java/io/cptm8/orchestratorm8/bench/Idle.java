package io.cptm8.orchestratorm8.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What it costs to wait for work: the scanners as shipped and one for each domain, 10,000 domains, nothing to do. Once with
 * the settings as shipped; once with its timers as short as they can be, for what would otherwise be seen after an hour.
 */
final class Idle implements Scenario {

    private static final String WHAT = "idle";
    private static final double MEBIBYTE = 1 << 20;
    private static final String FAST = "20 times as fast";
    private static final Map<String, String> SHORTEST = Map.of(
            "orchestratorm8.dispatch.sweep", "50ms",
            "orchestratorm8.dispatch.look-again", "1ms",
            "orchestratorm8.database.pool.lifetime", "30s",
            "orchestratorm8.rabbitmq.heartbeat", "1s");

    /**
     * How long one is looked at.
     *
     * @param calm seconds before it is measured
     * @param window seconds of one figure
     */
    private record Span(int domains, int calm, int window, int windows) {}

    private static final Span SHORT = new Span(1_000, 1, 2, 1);
    private static final Span LONG = new Span(10_000, 30, 20, 3);
    private static final Span HOUR = new Span(10_000, 5, 60, 3);

    @Override
    public List<Figures> run(Site site, Size size) throws Exception {
        // Both at the same time: what is counted is each process's own.
        var shipped = CompletableFuture.supplyAsync(
                () -> measured(site, Table.OURS, Map.of(), size == Size.SHORT ? SHORT : LONG));
        var rows = new ArrayList<>(measured(site, FAST, SHORTEST, size == Size.SHORT ? SHORT : HOUR));
        rows.addAll(0, shipped.join());
        site.keep(WHAT, rows);
        return rows;
    }

    private static List<Figures> measured(Site site, String who, Map<String, String> settings, Span span) {
        var own = new Figures("idle, its CPU", who, "% of a core");
        var database = new Figures("idle, PostgreSQL's CPU for it", who, "% of a core");
        var statements = new Figures("idle, statements", who, "/min");
        var heap = new Figures("idle, heap in use, start and end", who, "MiB");
        try (var orchestrator = Contenders.orchestrator(site, Outfit.of(ScannerFile.BENCHM8).shipped().with(settings));
                var domains = new Domains(orchestrator);
                var elsewhere = site.connect()) {
            var bench = (long) Requests.number(domains.connection(), "SELECT pg_backend_pid()");
            domains.grow(span.domains());
            pause(span.calm());
            heap.add(heap(orchestrator));
            for (var window = 0; window < span.windows(); window++) {
                var backends = new Backends(elsewhere, orchestrator.database().name(), bench);
                var asked = transactions(domains.connection());
                var started = System.nanoTime();
                var ownBefore = CpuTime.seconds(orchestrator.process());
                for (var second = 0; second < span.window(); second++) {
                    pause(1);
                    backends.look();
                }
                var cpu = CpuTime.seconds(orchestrator.process()) - ownBefore;
                var seconds = (System.nanoTime() - started) / 1e9;
                own.add(cpu / seconds * 100);
                database.add(backends.used() / seconds * 100);
                statements.add((transactions(domains.connection()) - asked) / seconds * 60);
            }
            heap.add(heap(orchestrator));
            if (!domains.quiet()) {
                throw new IllegalStateException("something was to be done while it was to be idle");
            }
        } catch (Exception e) {
            throw new IllegalStateException("idle, " + who, e);
        }
        return List.of(own, database, statements, heap);
    }

    /** Every statement of ours is a transaction of its own. A session tells what it did up to ten seconds later. */
    private static double transactions(Connection database) throws SQLException {
        return Requests.number(
                database, "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()");
    }

    private static double heap(Contender contender) throws Exception {
        new Jvm(contender.process()).collect();
        return Scraped.of(contender.port()).sum("jvm_memory_used_bytes", "area=\"heap\"") / MEBIBYTE;
    }

    private static void pause(int seconds) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
    }
}
