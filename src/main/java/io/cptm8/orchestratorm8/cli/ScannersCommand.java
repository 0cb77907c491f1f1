package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.doctor.ScannerLine;
import io.cptm8.orchestratorm8.doctor.ScannerLines;
import io.cptm8.orchestratorm8.launch.Logging;
import io.cptm8.orchestratorm8.launch.ScannerList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code orchestratorm8 scanners}: every scanner with its queue and what waits for it. */
@Command(
        name = "scanners",
        description = "List the scanners with queue, consumers, what waits and the last receipt.",
        mixinStandardHelpOptions = true,
        footer = "A question mark is what could not be asked. Exit code: 0, or 2 when nothing could be asked.")
public final class ScannersCommand implements Callable<Integer> {

    @Mixin
    private LookingOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Logging.quiet();
        var settings = options.settings();
        var files = ScannerList.read(settings);
        var lines = ScannerLines.ask(settings, files.scanners());
        var notes = new ArrayList<>(files.problems());
        notes.addAll(lines.unknown());
        var json = new LinkedHashMap<String, Object>();
        json.put("scanners", lines.scanners());
        json.put("unknown", notes);
        LookingOptions.print(
                spec.commandLine().getOut(),
                settings,
                options.json() ? LookingOptions.inJson(json) : text(lines, notes));
        return lines.answered() ? 0 : 2;
    }

    private static String text(ScannerLines lines, java.util.List<String> notes) {
        var table = new TextTable()
                .row(
                        "scanner",
                        "style",
                        "enabled",
                        "queue",
                        "binding",
                        "consumers",
                        "waiting",
                        "ready",
                        "rate",
                        "held",
                        "last receipt",
                        "file");
        lines.scanners()
                .forEach(line -> table.row(
                        line.name(),
                        line.style(),
                        line.enabled() ? "yes" : "no",
                        line.queue(),
                        String.join(",", line.bindings()),
                        shown(line.consumers()),
                        shown(line.waiting()),
                        shown(line.ready()),
                        line.rate() + "/s",
                        line.held() == null ? "?" : line.held().isEmpty() ? "no" : ParkedTexts.shown(line.held()),
                        receipt(line),
                        line.file()));
        return table
                + String.join(
                        "",
                        notes.stream()
                                .map(note -> note + System.lineSeparator())
                                .toList());
    }

    private static String shown(Number number) {
        return number == null ? "?" : number.toString();
    }

    private static String receipt(ScannerLine line) {
        if (line.lastReceipt() == null) {
            return "?";
        }
        return line.lastReceiptSeconds() == null
                ? "none"
                : line.lastReceipt() + ", " + Span.of(line.lastReceiptSeconds()) + " ago";
    }
}
