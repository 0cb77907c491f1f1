package io.cptm8.orchestratorm8.cli;

import static io.cptm8.orchestratorm8.cli.ParkedTexts.shown;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.launch.Logging;
import io.cptm8.orchestratorm8.operate.Audit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code orchestratorm8 audit}: who did what by hand. */
@Command(
        name = "audit",
        description = "List what people did by hand, and what was refused, the newest first. Changes nothing.",
        mixinStandardHelpOptions = true,
        footer = "Exit code: 0, or 2 when the database cannot be asked.")
public final class AuditCommand implements Callable<Integer> {

    private static final int MOST = 10_000;

    @Mixin
    private LookingOptions options;

    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            defaultValue = "50",
            description = "At most so many, 1 to 10000; default: ${DEFAULT-VALUE}.")
    private int limit;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Logging.quiet();
        if (limit < 1 || limit > MOST) {
            throw new ParameterException(spec.commandLine(), "--limit %d: it can be 1 to %d.".formatted(limit, MOST));
        }
        var settings = options.settings();
        try {
            var entries = Audit.newest(settings.database(), limit);
            LookingOptions.print(
                    spec.commandLine().getOut(),
                    settings,
                    options.json()
                            ? LookingOptions.inJson(Map.of(
                                    "audit",
                                    entries.stream().map(AuditCommand::json).toList()))
                            : text(entries));
            return 0;
        } catch (ConfigurationException e) {
            return ParkedTexts.refuse(spec.commandLine().getErr(), settings, e, ParkedTexts.UNCHANGED);
        }
    }

    private static Map<String, Object> json(Audit.Entry entry) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", entry.id());
        json.put("at", entry.at().toString());
        json.put("who", entry.who());
        json.put("via", entry.via());
        json.put("action", entry.action());
        json.put("object", entry.object());
        json.put("outcome", entry.outcome());
        json.put("detail", entry.detail());
        return json;
    }

    private static String text(List<Audit.Entry> entries) {
        if (entries.isEmpty()) {
            return "Nobody has done anything by hand yet." + System.lineSeparator();
        }
        var table = new TextTable().row("at", "who", "via", "action", "object", "outcome", "detail");
        entries.forEach(each -> table.row(
                ParkedTexts.time(each.at()),
                shown(each.who()),
                each.via(),
                shown(each.action()),
                shown(each.object()),
                each.outcome(),
                shown(each.detail())));
        return table.toString();
    }
}
