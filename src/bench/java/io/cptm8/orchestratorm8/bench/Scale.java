package io.cptm8.orchestratorm8.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether a domain costs the same however many there are: passes over all enabled domains of one process whose number of
 * domains grows, the most memory that it ever took, and what many rounds leave of the request table.
 */
final class Scale implements Scenario {

    private static final String WHAT = "scale";
    private static final String TIME = "µs/domain";
    private static final double MEBIBYTE = 1 << 20;
    /** Longer than a session of PostgreSQL keeps to itself what it has counted. */
    private static final long STATISTICS_SECONDS = 11;

    /** @param kept whether the state of the table before and after all of its rounds is a figure */
    private record Step(int domains, int warmUps, int rounds, boolean kept) {}

    private static final List<Step> SHORT = List.of(new Step(2_000, 0, 1, false), new Step(20_000, 0, 1, false));
    /** Rounds of the smallest until what runs is compiled; so many counted that each size takes comparable time. */
    private static final List<Step> FULL = List.of(
            new Step(10_000, 5, 10, false), new Step(100_000, 0, 10, true), new Step(1_000_000, 0, 1, false));

    @Override
    public List<Figures> run(Site site, Size size) throws Exception {
        var rows = new ArrayList<Figures>();
        try (var orchestrator = Contenders.orchestrator(site);
                var domains = new Domains(orchestrator)) {
            for (var step : size == Size.SHORT ? SHORT : FULL) {
                domains.grow(step.domains());
                if (step.kept()) {
                    rows.addAll(table(domains.connection(), "before"));
                }
                rows.addAll(passes(domains, step));
                if (step.kept()) {
                    rows.addAll(table(domains.connection(), "after %d passes".formatted(step.rounds())));
                }
                rows.add(one(named(step) + ", most memory", Table.OURS, "MiB",
                        Memory.peakMebibytes(orchestrator.process().pid())));
            }
        }
        var times = rows.stream().filter(row -> row.unit().equals(TIME)).toList();
        times.forEach(row -> rows.add(one(
                row.what() + " : the fewest", Table.OURS, "", row.median() / times.get(0).median())));
        site.keep(WHAT, rows);
        return rows;
    }

    private static List<Figures> passes(Domains domains, Step step) throws Exception {
        var micros = new Figures(named(step), Table.OURS, TIME);
        var wal = new Figures(named(step) + ", WAL", Table.OURS, "B/domain");
        for (var round = -step.warmUps(); round < step.rounds(); round++) {
            var pass = domains.pass();
            if (round >= 0) {
                micros.add(pass.micros());
                wal.add(pass.wal());
            }
        }
        return List.of(micros, wal);
    }

    private static String named(Step step) {
        return String.format(Locale.ROOT, "%s, %,d domains", WHAT, step.domains());
    }

    private static List<Figures> table(Connection database, String when) throws SQLException {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(STATISTICS_SECONDS));
        return List.of(
                one(WHAT + ", request table", when, "MiB",
                        Requests.number(database, "SELECT pg_table_size('orchestratorm8.request')") / MEBIBYTE),
                one(WHAT + ", its indexes", when, "MiB",
                        Requests.number(database, "SELECT pg_indexes_size('orchestratorm8.request')") / MEBIBYTE),
                one(WHAT + ", its live rows", when, "", Requests.number(database, "SELECT count(*) FROM orchestratorm8.request")),
                one(WHAT + ", its dead rows", when, "", Requests.number(
                        database, "SELECT n_dead_tup FROM pg_stat_user_tables WHERE schemaname = 'orchestratorm8' AND relname = 'request'")));
    }

    private static Figures one(String what, String who, String unit, double figure) {
        var row = new Figures(what, who, unit);
        row.add(figure);
        return row;
    }
}
