package io.cptm8.orchestratorm8.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a domain costs the same however many there are: passes over all enabled domains of one process whose number of
 * domains grows, the most memory that it ever took, and what many passes leave of the request table.
 */
final class Scale implements Scenario {

    private static final String WHAT = "scale";
    private static final String TIME = "µs/domain";

    /** @param kept whether the state of the table before its passes, after each and after all is a figure */
    private record Step(int domains, int warmUps, int passes, boolean kept) {

        String named() {
            return String.format(Locale.ROOT, "%s, %,d domains", WHAT, domains);
        }
    }

    private static final List<Step> SHORT = List.of(new Step(1_000, 0, 1, false), new Step(10_000, 0, 1, false));
    /** Passes of the smallest until what runs is compiled; so many counted that each size takes comparable time. */
    private static final List<Step> FULL = List.of(
            new Step(10_000, 5, 10, false), new Step(100_000, 0, 10, true), new Step(1_000_000, 0, 1, true));

    @Override
    public List<Figures> run(Site site, Size size) throws Exception {
        var rows = new ArrayList<Figures>();
        try (var orchestrator = Contenders.orchestrator(site);
                var domains = new Domains(orchestrator)) {
            for (var step : size == Size.SHORT ? SHORT : FULL) {
                domains.grow(step.domains());
                rows.addAll(step.kept() ? kept(domains, step) : passes(domains, step));
                rows.add(one(
                        step.named() + ", most memory",
                        Table.OURS,
                        "MiB",
                        Memory.peakMebibytes(orchestrator.process())));
            }
        }
        var times = rows.stream().filter(row -> row.unit().equals(TIME)).toList();
        var fewest = times.get(0);
        times.stream().skip(1).forEach(row -> rows.add(fewest.of(row.what(), "as with the fewest")));
        site.keep(WHAT, rows);
        return rows;
    }

    private static List<Figures> kept(Domains domains, Step step) throws Exception {
        var rows = new ArrayList<Figures>();
        var table = new RequestTable(domains.connection());
        rows.add(one(step.named() + ", table", "before", "MiB", table.tableMebibytes()));
        rows.add(one(step.named() + ", indexes", "before", "MiB", table.indexMebibytes()));
        rows.addAll(passes(domains, step));
        rows.add(one(step.named() + ", live rows", "after all passes", "", table.liveRows()));
        rows.add(one(step.named() + ", dead rows", "after all passes", "", table.deadRows()));
        return rows;
    }

    private static List<Figures> passes(Domains domains, Step step) throws Exception {
        var micros = new Figures(step.named(), Table.OURS, TIME);
        var wal = new Figures(step.named() + ", WAL", Table.OURS, "B/domain");
        var size = new Figures(step.named() + ", table", "after each pass", "MiB");
        var indexes = new Figures(step.named() + ", indexes", "after each pass", "MiB");
        var table = new RequestTable(domains.connection());
        for (var round = -step.warmUps(); round < step.passes(); round++) {
            var pass = domains.pass();
            if (round >= 0) {
                micros.add(pass.micros());
                wal.add(pass.wal());
                size.add(table.tableMebibytes());
                indexes.add(table.indexMebibytes());
            }
        }
        return step.kept() ? List.of(micros, wal, size, indexes) : List.of(micros, wal);
    }

    private static Figures one(String what, String who, String unit, double figure) {
        var row = new Figures(what, who, unit);
        row.add(figure);
        return row;
    }
}
