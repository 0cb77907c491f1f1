package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.launch.Logging;
import io.cptm8.orchestratorm8.parked.Choice;
import io.cptm8.orchestratorm8.parked.Found;
import io.cptm8.orchestratorm8.parked.ParkedRequests;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code orchestratorm8 parked list}: what is parked, the oldest first. */
@Command(
        name = "list",
        description = "List the requests that are parked, the oldest first. Changes nothing.",
        mixinStandardHelpOptions = true,
        footer = "Exit code: 0, or 2 when the database cannot be asked.")
final class ParkedListCommand implements Callable<Integer> {

    private static final int MOST = 10_000;

    @Mixin
    private LookingOptions options;

    @Option(names = "--scanner", paramLabel = "NAME", description = "Only those of this scanner.")
    private String scanner;

    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            defaultValue = "100",
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
        var choice = scanner == null ? new Choice.All() : new Choice.OfScanner(scanner);
        try {
            var found = new ParkedRequests(settings.database()).find(choice, limit);
            LookingOptions.print(
                    spec.commandLine().getOut(), settings, options.json() ? json(found) : text(found, choice));
            return 0;
        } catch (ConfigurationException e) {
            return ParkedTexts.refuse(spec.commandLine().getErr(), settings, e, ParkedTexts.UNCHANGED);
        }
    }

    private static String json(Found found) throws Exception {
        var json = new LinkedHashMap<String, Object>();
        json.put("inAll", found.inAll());
        json.put("parked", found.requests().stream().map(ParkedTexts::json).toList());
        return LookingOptions.inJson(json);
    }

    private static String text(Found found, Choice choice) {
        if (found.requests().isEmpty()) {
            return ParkedTexts.nothing(choice) + System.lineSeparator();
        }
        var table = new TextTable().row("request", "scanner", "name", "since", "attempts", "last error");
        found.requests()
                .forEach(each -> table.row(
                        Long.toString(each.request()),
                        ParkedTexts.shown(each.scanner()),
                        ParkedTexts.shown(each.name()),
                        ParkedTexts.time(each.parkedAt()),
                        Integer.toString(each.attempts()),
                        ParkedTexts.shown(each.lastError())));
        var text = table.cut(Terminal.columns());
        return found.inAll() == found.requests().size()
                ? text
                : text
                        + "%d of %d are shown; --limit shows more.%n"
                                .formatted(found.requests().size(), found.inAll());
    }
}
