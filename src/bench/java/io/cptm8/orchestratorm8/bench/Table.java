package io.cptm8.orchestratorm8.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The result as a person reads it, in Markdown that is aligned: each row of a peer with the ratio of ours to it. */
final class Table {

    /** The contender that the others are compared with. */
    static final String OURS = "OrchestratorM8";

    private static final List<String> HEAD =
            List.of("what", "who", "unit", "median", "p99", "min", "max", "n", "ours : this", "of p99");

    /** Columns from here on are numbers. */
    private static final int NUMBERS = 3;

    private Table() {}

    static String of(String machine, List<Figures> rows) {
        var lines = new ArrayList<List<String>>();
        lines.add(HEAD);
        rows.forEach(row -> lines.add(cells(row, rows)));
        var widths = IntStream.range(0, HEAD.size())
                // Two at least, for the rule under a column of numbers.
                .map(column -> lines.stream().mapToInt(line -> line.get(column).length()).reduce(2, Math::max))
                .toArray();
        lines.add(1, rule(widths));
        return lines.stream().map(line -> line(line, widths)).collect(Collectors.joining("\n", machine + "\n\n", ""));
    }

    private static List<String> cells(Figures row, List<Figures> rows) {
        return List.of(
                row.what(),
                row.contender(),
                row.unit(),
                figure(row.median()),
                figure(row.percentile(99)),
                figure(row.min()),
                figure(row.max()),
                "" + row.rounds().size(),
                ratio(row, rows, false),
                ratio(row, rows, true));
    }

    private static List<String> rule(int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> "-".repeat(widths[column] - (column < NUMBERS ? 0 : 1)) + (column < NUMBERS ? "" : ":"))
                .toList();
    }

    private static String line(List<String> cells, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> {
                    var space = " ".repeat(widths[column] - cells.get(column).length());
                    return column < NUMBERS ? cells.get(column) + space : space + cells.get(column);
                })
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String ratio(Figures row, List<Figures> rows, boolean ofTail) {
        return row.contender().equals(OURS)
                ? ""
                : rows.stream()
                        .filter(each -> each.contender().equals(OURS) && each.what().equals(row.what()))
                        .findFirst()
                        .map(ours -> ofTail
                                ? ratio(ours.percentile(99), row.percentile(99))
                                : ratio(ours.median(), row.median()))
                        .orElse("");
    }

    private static String ratio(double ours, double others) {
        return others == 0 ? "" : String.format(Locale.ROOT, "%.2f", ours / others);
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, value < 1000 ? "%.1f" : "%,.0f", value);
    }
}
