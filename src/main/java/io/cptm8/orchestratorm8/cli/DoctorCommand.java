package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.doctor.Doctor;
import io.cptm8.orchestratorm8.doctor.Report;
import io.cptm8.orchestratorm8.launch.Logging;
import io.cptm8.orchestratorm8.launch.ScannerList;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orchestratorm8 doctor}: compares the scanners' files with the broker and the database. */
@Command(
        name = "doctor",
        description = "Compare every scanner's file with the broker and the database. Changes nothing.",
        mixinStandardHelpOptions = true,
        footer = "Exit code: 0 nothing found, 1 errors found, 2 the database or the broker could not be looked at.")
public final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private LookingOptions options;

    @Option(names = "--strict", description = "Warnings end with exit code 1 too.")
    private boolean strict;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Logging.quiet();
        var settings = options.settings();
        var files = ScannerList.read(settings);
        var report = new Doctor(settings, files.scanners(), files.problems(), Clock.systemUTC()).examine();
        var version = new Version().getVersion()[0];
        LookingOptions.print(
                spec.commandLine().getOut(),
                settings,
                options.json() ? LookingOptions.inJson(json(report, version)) : text(report, version));
        return report.exitCode(strict);
    }

    private static Map<String, Object> json(Report report, String version) {
        var json = new LinkedHashMap<String, Object>();
        json.put("program", version);
        json.put("complete", report.complete());
        json.put("errors", report.errors());
        json.put("warnings", report.warnings());
        json.put(
                "findings",
                report.findings().stream()
                        .map(finding -> {
                            var each = new LinkedHashMap<String, Object>();
                            each.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
                            each.put("code", finding.code());
                            each.put("subject", finding.subject());
                            each.put("text", finding.text());
                            each.put("cure", finding.cure());
                            return each;
                        })
                        .toList());
        json.put(
                "looked",
                report.looks().stream()
                        .map(look -> {
                            var each = new LinkedHashMap<String, Object>();
                            each.put("what", look.what());
                            each.put("subject", look.subject());
                            each.put("result", look.result().words());
                            each.put("detail", look.detail());
                            return each;
                        })
                        .toList());
        return json;
    }

    private static String text(Report report, String version) {
        var table = new TextTable();
        table.row("program", "", "ok", version);
        report.looks()
                .forEach(look ->
                        table.row(look.what(), look.subject(), look.result().words(), look.detail()));
        var text = new StringBuilder(table.toString());
        report.findings()
                .forEach(finding -> text.append("%n%-7s  %s  %s%n  %s%n  Cure: %s%n"
                        .formatted(
                                finding.severity().name().toLowerCase(Locale.ROOT),
                                finding.code(),
                                finding.subject(),
                                finding.text(),
                                finding.cure())));
        return text.append("%n%s%s%n"
                        .formatted(count(report), report.complete() ? "" : " Not everything could be looked at."))
                .toString();
    }

    private static String count(Report report) {
        return report.findings().isEmpty()
                ? "Nothing found."
                : "%d %s, %d %s."
                        .formatted(
                                report.errors(),
                                report.errors() == 1 ? "error" : "errors",
                                report.warnings(),
                                report.warnings() == 1 ? "warning" : "warnings");
    }
}
