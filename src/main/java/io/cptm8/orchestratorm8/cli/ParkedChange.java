package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.parked.Choice;
import io.cptm8.orchestratorm8.parked.Outcome;
import io.cptm8.orchestratorm8.parked.ParkedRequest;
import io.cptm8.orchestratorm8.parked.ParkedRequests;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** What retry and drop share: chooses, has it confirmed, changes a page at a time, and says what became of each. */
final class ParkedChange {

    /**
     * How the change is named.
     *
     * @param order begins a question
     * @param done the requests that were parked, in JSON
     * @param now what such a request does afterwards
     */
    record Kind(String order, String done, String now) {}

    /** The change itself. */
    interface Action {
        Outcome apply(ParkedRequests parked, List<Long> page);
    }

    private final CommandLine line;
    private final LookingOptions options;
    private final Kind kind;
    private final Action action;
    private final List<Long> changed = new ArrayList<>();
    private final List<Map<String, Object>> notParked = new ArrayList<>();

    ParkedChange(CommandLine line, LookingOptions options, Kind kind, Action action) {
        this.line = line;
        this.options = options;
        this.kind = kind;
        this.action = action;
    }

    /** Answers the exit code. */
    int run(ParkedChoice way) throws IOException {
        var choice = way.choice(line);
        var settings = options.settings();
        var parked = new ParkedRequests(settings.database());
        try {
            var found = parked.find(choice, null).requests();
            if (found.isEmpty() && !(choice instanceof Choice.Requests)) {
                LookingOptions.print(
                        err(), settings, "%s %s%n".formatted(ParkedTexts.nothing(choice), ParkedTexts.UNCHANGED));
                answer(settings);
                return 1;
            }
            if (way.asks(choice) && !Confirmation.atTerminal(err()).isGiven(question(choice, found.size(), settings))) {
                err().println(ParkedTexts.UNCHANGED);
                return Failures.REFUSED;
            }
            change(parked, found, choice, settings);
        } catch (ConfigurationException e) {
            answer(settings);
            return ParkedTexts.refuse(
                    err(),
                    settings,
                    e,
                    changed.isEmpty()
                            ? ParkedTexts.UNCHANGED
                            : "%d were %s before that, no others.".formatted(changed.size(), kind.done()));
        }
        answer(settings);
        return notParked.isEmpty() ? 0 : 1;
    }

    private String question(Choice choice, int count, Settings settings) {
        return "%s %s%s in database %s at %s"
                .formatted(
                        kind.order(),
                        count == 1 ? "the 1 parked request" : "all %d parked requests".formatted(count),
                        choice instanceof Choice.OfScanner of ? " of scanner " + ParkedTexts.shown(of.name()) : "",
                        settings.database().name(),
                        settings.database().where());
    }

    private void change(ParkedRequests parked, List<ParkedRequest> found, Choice choice, Settings settings) {
        var known = found.stream().collect(Collectors.toMap(ParkedRequest::request, each -> each));
        var ids = choice instanceof Choice.Requests some
                ? some.ids()
                : found.stream().map(ParkedRequest::request).toList();
        for (int from = 0; from < ids.size(); from += ParkedRequests.PAGE) {
            var page = ids.subList(from, Math.min(ids.size(), from + ParkedRequests.PAGE));
            var outcome = action.apply(parked, page);
            for (var id : page) {
                if (outcome.changed().contains(id)) {
                    changed.add(id);
                    say(line.getOut(), settings, done(id, known.get(id)));
                } else {
                    var state = outcome.states().get(id);
                    notParked.add(ParkedTexts.notParkedInJson(id, state));
                    say(err(), settings, ParkedTexts.notParked(id, state));
                }
            }
        }
    }

    /** @param request null: it was not parked yet when it was looked for */
    private String done(long id, ParkedRequest request) {
        return request == null
                ? "Request %d %s.".formatted(id, kind.now())
                : "Request %d %s: scanner %s, %s."
                        .formatted(
                                id,
                                kind.now(),
                                ParkedTexts.shown(request.scanner()),
                                ParkedTexts.shown(request.name()));
    }

    private void say(PrintWriter where, Settings settings, String sentence) {
        if (!options.json()) {
            LookingOptions.print(where, settings, sentence + System.lineSeparator());
        }
    }

    private void answer(Settings settings) throws IOException {
        if (options.json()) {
            var json = new LinkedHashMap<String, Object>();
            json.put(kind.done(), changed);
            json.put("notParked", notParked);
            LookingOptions.print(line.getOut(), settings, LookingOptions.inJson(json));
        }
    }

    private PrintWriter err() {
        return line.getErr();
    }
}
