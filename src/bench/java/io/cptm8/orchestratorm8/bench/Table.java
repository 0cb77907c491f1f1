package io.cptm8.orchestratorm8.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The result as a person reads it, in Markdown: each row with its ratio to ours. */
final class Table {

    /** The contender that the others are compared with. */
    static final String OURS = "OrchestratorM8";

    private Table() {}

    static String of(String machine, List<Figures> rows) {
        return machine + "\n\n| what | who | median | p99 | min | max | n | median, ours : this | p99 |\n|---|---|---|---|---|---|---|---|---|\n"
                + rows.stream().map(row -> line(row, rows)).collect(Collectors.joining("\n"));
    }

    private static String line(Figures row, List<Figures> rows) {
        return "| %s | %s | %s | %s | %s | %s | %d | %s | %s |"
                .formatted(
                        row.what(),
                        row.contender(),
                        figure(row.median(), row.unit()),
                        figure(row.percentile(99), row.unit()),
                        figure(row.min(), row.unit()),
                        figure(row.max(), row.unit()),
                        row.rounds().size(),
                        ratio(row, rows, 50),
                        ratio(row, rows, 99));
    }

    private static String ratio(Figures row, List<Figures> rows, int percent) {
        return row.contender().equals(OURS)
                ? ""
                : rows.stream()
                        .filter(each -> each.contender().equals(OURS) && each.what().equals(row.what()))
                        .findFirst()
                        .map(ours -> String.format(Locale.ROOT, "%.2f", ours.percentile(percent) / row.percentile(percent)))
                        .orElse("");
    }

    private static String figure(double value, String unit) {
        return String.format(Locale.ROOT, value < 1000 ? "%.1f %s" : "%,.0f %s", value, unit);
    }
}
