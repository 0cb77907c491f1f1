package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.launch.Logging;
import io.cptm8.orchestratorm8.parked.Choice;
import io.cptm8.orchestratorm8.parked.ParkedRequest;
import io.cptm8.orchestratorm8.parked.ParkedRequests;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orchestratorm8 parked show}: everything about a parked request, and what to do. */
@Command(
        name = "show",
        description = "Show everything about a parked request, or those of a domain, and what to do. Changes nothing.",
        mixinStandardHelpOptions = true,
        footer = "Exit code: 0 shown, 1 it is not parked, or nothing is found, 2 the database cannot be asked.")
final class ParkedShowCommand implements Callable<Integer> {

    @Mixin
    private LookingOptions options;

    @Parameters(index = "0", arity = "0..1", paramLabel = "REQUEST", description = "Number of the request.")
    private Long request;

    @Option(names = "--domain", paramLabel = "NAME", description = "All of the domain with exactly this name.")
    private String domain;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Logging.quiet();
        if ((request == null) == (domain == null)) {
            throw new ParameterException(spec.commandLine(), "Say which one: either REQUEST or --domain NAME.");
        }
        var settings = options.settings();
        try {
            return show(settings);
        } catch (ConfigurationException e) {
            return ParkedTexts.refuse(spec.commandLine().getErr(), settings, e, ParkedTexts.UNCHANGED);
        }
    }

    private int show(Settings settings) throws Exception {
        var parked = new ParkedRequests(settings.database());
        var choice = request == null ? new Choice.OfDomain(domain) : new Choice.Requests(List.of(request));
        var found = parked.find(choice, null).requests();
        var state = found.isEmpty() && request != null
                ? parked.states(List.of(request)).get(request)
                : null;
        if (options.json()) {
            var json = new LinkedHashMap<String, Object>();
            json.put("parked", found.stream().map(this::json).toList());
            json.put(
                    "notParked",
                    found.isEmpty() && request != null
                            ? List.of(ParkedTexts.notParkedInJson(request, state))
                            : List.of());
            LookingOptions.print(spec.commandLine().getOut(), settings, LookingOptions.inJson(json));
        } else {
            LookingOptions.print(
                    spec.commandLine().getOut(),
                    settings,
                    String.join(
                            System.lineSeparator(),
                            found.stream().map(this::text).toList()));
        }
        if (found.isEmpty()) {
            LookingOptions.print(
                    spec.commandLine().getErr(),
                    settings,
                    (request == null ? ParkedTexts.nothing(choice) : ParkedTexts.notParked(request, state))
                            + System.lineSeparator());
        }
        return found.isEmpty() ? 1 : 0;
    }

    private Object json(ParkedRequest each) {
        var json = ParkedTexts.json(each);
        json.put("cures", ParkedCure.of(each, options.embedded()));
        return json;
    }

    private String text(ParkedRequest each) {
        var table = new TextTable()
                .row("request", Long.toString(each.request()))
                .row("scanner", ParkedTexts.shown(each.scanner()))
                .row("name", ParkedTexts.shown(each.name()))
                .row("domain", each.domain())
                .row("asked because", ParkedTexts.shown(each.reason()))
                .row("asked at", ParkedTexts.time(each.requestedAt()))
                .row("parked since", ParkedTexts.time(each.parkedAt()))
                .row("attempts", Integer.toString(each.attempts()))
                .row("first error", ParkedTexts.shown(each.firstError()))
                .row("last error", ParkedTexts.shown(each.lastError()));
        ParkedCure.of(each, options.embedded()).forEach(cure -> table.row("do", cure));
        return table.toString();
    }
}
