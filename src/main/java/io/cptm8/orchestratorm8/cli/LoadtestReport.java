package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.doctor.ScannerLines;
import io.cptm8.orchestratorm8.loadtest.Quantiles;
import io.cptm8.orchestratorm8.loadtest.Result;
import io.cptm8.orchestratorm8.loadtest.ScannerResult;
import java.util.Map;

/** What a load test saw, for a person. */
final class LoadtestReport {

    /** What to do about requests that ended, or stay, otherwise than accepted; by state, and by state and receipt. */
    private static final Map<String, String> CURES = Map.of(
            "parked", "the guard refused the name; SELECT * FROM orchestratorm8.parked says why",
            "cancelled", "something disabled these domains while the test ran; run it alone",
            "waiting", "not answered; is its file enabled, its rate lower, the broker there? Or a longer --patience",
            "waiting, unroutable", "no queue is bound for the key; orchestratorm8 doctor",
            "waiting, already waiting", "its queue is full: the scanner is the slow part",
            "waiting, unknown", "the broker's word was lost; look at the broker",
            "waiting, ring busy",
                    "its ring is at work, and its next round is for them; a longer --patience waits for that",
            "waiting, accepted", "asked for again by something else, and not sent yet",
            "done, already waiting", "an answer: the start that waits in the queue stands for these too");

    private static final String ACCEPTED = "done, accepted";

    private final Result result;

    LoadtestReport(Result result) {
        this.result = result;
    }

    String text() {
        var text = new StringBuilder("%nRun %s: %s%n".formatted(result.run(), ending()));
        var counts = new TextTable()
                .row(
                        "written",
                        "%,d domains".formatted(result.written()),
                        perSecond(result.written(), result.writing()));
        result.scanners()
                .forEach(scanner -> counts.row(
                        scanner.name(), accepted(scanner), perSecond(scanner.answered(), scanner.seconds())));
        text.append(counts).append(System.lineSeparator());
        var table = new TextTable()
                .row("", "p50", "p95", "p99", "max", "")
                .row(times("write", result.transactions(), "transactions, as their writers saw them"));
        result.scanners().forEach(scanner -> times(table, scanner));
        text.append(table);
        result.scanners().forEach(scanner -> text.append(backlog(scanner)).append(otherwise(scanner)));
        result.complaints().forEach(complaint -> text.append(complaint).append(System.lineSeparator()));
        return text.append("Removed %,d domains of this run.%n".formatted(result.removed()))
                .toString();
    }

    private static String accepted(ScannerResult scanner) {
        long accepted = scanner.outcomes().getOrDefault(ACCEPTED, 0L);
        var others = scanner.answered() - accepted;
        return "%,d accepted".formatted(accepted) + (others == 0 ? "" : ", %,d already waiting".formatted(others));
    }

    private String ending() {
        return switch (result.ending()) {
            case COMPLETE -> "every request has come to its end.";
            case INTERRUPTED -> "interrupted. The figures are of what was answered by then.";
            case FAILED -> "it failed, for the reason below.";
            case STUCK -> "ended, since for as long as --patience says nothing was answered any more.";
        };
    }

    private void times(TextTable table, ScannerResult scanner) {
        if (scanner.atMost().count() == 0) {
            return;
        }
        table.row(scanner.name(), "", "", "", "", "");
        table.row(times("  commit to accepted, at most", scanner.atMost(), "since the trigger ran, before the commit"));
        table.row(times(
                "  commit to accepted, at least",
                scanner.atLeast(),
                "since its writer knew of it, +-%,d us".formatted(result.clockErrorMicros())));
        if (scanner.claimed() == null) {
            return;
        }
        table.row(times("    until claimed", scanner.claimed(), "of the first: until an instance took it"));
        table.row(times("    until settled", scanner.settled(), "the rest: publish, confirm, write down"));
    }

    private static String[] times(String what, Quantiles times, String explanation) {
        return new String[] {
            what, millis(times.p50()), millis(times.p95()), millis(times.p99()), millis(times.max()), explanation
        };
    }

    /** Latency of a system that is given more than it can do says how much it was given, and nothing else. */
    private String backlog(ScannerResult scanner) {
        var rate = result.writing() > 0 ? result.written() / result.writing() : 0;
        return result.ending() == Result.Ending.COMPLETE && rate > 1.1 * scanner.rate()
                ? "%s: written faster than accepted, so most of its times is waiting.%n  A lower --concurrency shows how fast it reacts.%n"
                        .formatted(scanner.name())
                : "";
    }

    private String otherwise(ScannerResult scanner) {
        var text = new StringBuilder();
        scanner.outcomes().forEach((outcome, requests) -> {
            if (!outcome.equals(ACCEPTED)) {
                text.append("%s: %,d %s: %s.%n".formatted(scanner.name(), requests, outcome, cure(outcome)));
            }
        });
        if (!scanner.error().isEmpty()) {
            text.append("%s: an error of one of them: %s%n".formatted(scanner.name(), scanner.error()));
        }
        if (scanner.repeats() > 0) {
            text.append("%s: %,d possible duplicates, with the same message_id: the broker's word was lost.%n"
                    .formatted(scanner.name(), scanner.repeats()));
        }
        if (scanner.askedAgain() > 0) {
            text.append("%s: %,d asked for again meanwhile, by a schedule or a person; they are not in the times.%n"
                    .formatted(scanner.name(), scanner.askedAgain()));
        }
        return text.toString();
    }

    private String cure(String outcome) {
        if (outcome.startsWith("waiting") && result.ending() == Result.Ending.INTERRUPTED) {
            return "not answered when it was interrupted";
        }
        return CURES.getOrDefault(outcome, CURES.getOrDefault(outcome.replaceFirst(",.*", ""), "?"));
    }

    /** What stays in queues that nobody empties, a sentence each: messages cannot be taken back one by one. */
    static String left(Result result, ScannerLines after) {
        var text = new StringBuilder();
        for (var line : after.scanners()) {
            var asked = result.scanners().stream().anyMatch(each -> each.name().equals(line.name()));
            if (asked && Integer.valueOf(0).equals(line.consumers()) && line.ready() > 0) {
                text.append(
                        "Queue %1$s holds %2$,d messages and has no consumer. Before %3$s starts: rabbitmqctl purge_queue %1$s%n"
                                .formatted(line.queue(), line.ready(), line.name()));
            }
        }
        return text.toString();
    }

    private static String perSecond(long count, double seconds) {
        return seconds > 0 ? "in %.2f s, %,.0f/s".formatted(seconds, count / seconds) : "";
    }

    private static String millis(long micros) {
        return micros < 100_000 ? "%.1f ms".formatted(micros / 1e3) : "%.2f s".formatted(micros / 1e6);
    }
}
