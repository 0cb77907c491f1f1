package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.scanner.Scanner;
import io.cptm8.orchestratorm8.scanner.ScannerDraft;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What can be said of a new scanner on the command line, and what is taken when it is not said. */
final class DraftOptions {

    /** Names of parameters and the options that give them, where they differ. */
    private static final Map<String, String> OPTIONS =
            Map.of("minInterval", "--min-interval", "onChange", "--on-change", "enabled", "--disabled");

    @Option(
            names = "--style",
            paramLabel = "STYLE",
            description =
                    "per-domain, one message for each domain, or ring-start, one start message for all. Default: per-domain.")
    String style;

    @Option(names = "--description", paramLabel = "TEXT", description = "What it scans: the first line of the file.")
    String description;

    @Option(names = "--exchange", paramLabel = "NAME", description = "Durable topic exchange. Default: cptm8.")
    String exchange;

    @Option(names = "--queue", paramLabel = "NAME", description = "Durable queue of the scanner. Default: qNAME.")
    String queue;

    @Option(
            names = "--binding",
            paramLabel = "KEYS",
            description = "Binding keys, separated by commas. Default: cptm8.NAME.#.")
    String binding;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Routing key. Default: cptm8.NAME.post.scan, for ring-start cptm8.NAME.get.scan.")
    String key;

    @Option(
            names = "--on-change",
            negatable = true,
            description = "Whether a new or changed domain asks for it. Default: per-domain yes, ring-start no.")
    Boolean onChange;

    @Option(names = "--cron", paramLabel = "CRON", description = "Quartz expression, UTC: asks for all domains.")
    String cron;

    @Option(
            names = "--min-interval",
            paramLabel = "LENGTH",
            description = "Least time between two messages of one domain, for example 15m.")
    String minInterval;

    @Option(names = "--rate", paramLabel = "COUNT", description = "Messages a second at most, on each instance.")
    String rate;

    @Option(names = "--body", paramLabel = "FORM", description = "Per domain: envelope or bare. Default: envelope.")
    String body;

    @Option(
            names = "--content",
            paramLabel = "COLUMNS",
            description = "Per domain: some of id, name, companyname, unicode. Default: id,name,companyname.")
    String content;

    @Option(names = "--disabled", description = "The file is checked, and that is all.")
    boolean disabled;

    /** The draft that these options describe, defaults filled in where the template has none. */
    ScannerDraft draft(String name) {
        var template = style == null ? "per-domain" : style;
        var ring = template.equals(Scanner.RING_START);
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("exchange", or(exchange, "cptm8"));
        parameters.put("queue", or(queue, "q" + name));
        parameters.put("binding", or(binding, "cptm8." + name + ".#"));
        parameters.put("key", or(key, "cptm8." + name + (ring ? ".get.scan" : ".post.scan")));
        put(parameters, "onChange", onChange);
        put(parameters, "cron", cron);
        put(parameters, "minInterval", minInterval);
        put(parameters, "rate", rate);
        put(parameters, "body", body);
        put(parameters, "content", content);
        put(parameters, "enabled", disabled ? "false" : null);
        var what = ring
                ? " looks at every enabled domain, once for each start."
                : " looks at one domain for each message.";
        return new ScannerDraft(name, template, or(description, name + what), parameters);
    }

    /** The option that gives this parameter. */
    static String option(String parameter) {
        return OPTIONS.getOrDefault(parameter, "--" + parameter);
    }

    private static String or(String given, String fallback) {
        return given == null ? fallback : given;
    }

    private static void put(Map<String, String> parameters, String name, Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }
}
