package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.doctor.ScannerLine;
import io.cptm8.orchestratorm8.doctor.ScannerLines;
import io.cptm8.orchestratorm8.loadtest.Driven;
import io.cptm8.orchestratorm8.loadtest.Load;
import io.cptm8.orchestratorm8.scanner.Scanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a load test is about to do, and who would scan because of it. */
final class LoadtestPlan {

    private final Load load;
    private final Settings settings;
    private final List<Driven> scanners;
    private final Map<String, ScannerLine> lines;
    private final boolean simulated;

    LoadtestPlan(Load load, Settings settings, List<Driven> scanners, ScannerLines lines, boolean simulated) {
        this.load = load;
        this.settings = settings;
        this.scanners = scanners;
        this.lines = lines.scanners().stream().collect(Collectors.toMap(ScannerLine::name, Function.identity()));
        this.simulated = simulated;
    }

    /**
     * Scanners that listen, or may, and would come to see the domains: those that are asked, and those of the ring, which
     * look at every enabled domain whenever a round begins, whoever began it.
     */
    List<String> listening() {
        return scanners.stream()
                .filter(scanner -> scanner.asked() || looksAtAll(scanner.name()))
                .filter(scanner -> mayListen(lines.get(scanner.name())))
                .map(Driven::name)
                .toList();
    }

    private boolean looksAtAll(String scanner) {
        var line = lines.get(scanner);
        return line != null && line.enabled() && line.style().equals(Scanner.RING_START);
    }

    /** Whoever cannot be looked at may listen. */
    private static boolean mayListen(ScannerLine line) {
        return line == null || line.consumers() == null || line.consumers() > 0;
    }

    String text(Map<String, Long> leftovers) {
        var text = new StringBuilder("""
                Load test on database %s at %s
                  %,d domains are inserted by %d %s, %s a transaction. They are enabled until all
                  is answered, and then removed, on Ctrl-C too. Their names end in loadtest.example, where
                  nobody can own one (RFC 6761).
                """.formatted(
                        settings.database().name(),
                        settings.database().where(),
                        load.domains(),
                        load.concurrency(),
                        load.concurrency() == 1 ? "writer" : "writers",
                        load.batch() == 1 ? "1 to" : load.batch() + " to"));
        if (!leftovers.isEmpty()) {
            text.append("  First, %,d domains are removed that earlier runs left (%s).%n"
                    .formatted(
                            leftovers.values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum(),
                            String.join(", ", leftovers.keySet())));
        }
        var table = new TextTable().row("", "scanner", "requests", "queue", "consumers", "what it gets");
        var shown = new ArrayList<>(listening());
        scanners.stream()
                .filter(scanner -> scanner.asked() || shown.contains(scanner.name()))
                .forEach(scanner -> row(table, scanner));
        text.append(table);
        return text.append(simulated ? "  The scanners of launch --embedded only pretend to scan.%n".formatted() : "")
                .toString();
    }

    private void row(TextTable table, Driven scanner) {
        var line = lines.get(scanner.name());
        table.row(
                "",
                scanner.name(),
                scanner.asked() ? "%,d".formatted(load.domains()) : "none",
                line == null ? "?" : line.queue(),
                line == null || line.consumers() == null
                        ? "?"
                        : line.consumers().toString(),
                gets(scanner, line));
    }

    private String gets(Driven scanner, ScannerLine line) {
        if (line == null) {
            return "unknown: its file is not here";
        }
        if (!line.style().equals(Scanner.RING_START)) {
            return "%,d messages, at most %,d/s".formatted(load.domains(), line.rate());
        }
        return (scanner.asked() ? "some starts" : "no start") + "; may look at every enabled domain";
    }
}
