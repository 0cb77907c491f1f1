package io.cptm8.orchestratorm8.cli;

import static io.cptm8.orchestratorm8.cli.ParkedTexts.shown;
import static io.cptm8.orchestratorm8.cli.ParkedTexts.time;

import io.cptm8.orchestratorm8.operate.Held;
import io.cptm8.orchestratorm8.operate.Run;
import io.cptm8.orchestratorm8.operate.Runs;
import io.cptm8.orchestratorm8.operate.Word;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a run by hand came to. */
record RunTexts(String scanner, Run run, Runs.Words words) {

    private static final String WAITS = "waits, no receipt yet";

    /** Whether to wait longer is of no use: each has its word, or the scanner is held. */
    static boolean isLast(String scanner, Runs.Words words) {
        return words.byRequest().values().stream().allMatch(Word::isLast)
                || Held.of(scanner, words.holds()).isPresent()
                        && words.byRequest().values().stream().noneMatch(Word.Claimed.class::isInstance);
    }

    boolean allSent() {
        return run.first().size() == run.count()
                && run.first().stream()
                        .allMatch(each -> words.byRequest().get(each.id()) instanceof Word.Settled settled
                                && settled.state().equals("done"));
    }

    String text(Instant now) {
        if (run.count() == 0) {
            return "No domain is enabled: nothing is asked for.%n".formatted();
        }
        var table = new TextTable().row("request", "domain", "receipt");
        run.first().forEach(each -> table.row(Long.toString(each.id()), shown(each.name()), said(each.id(), now)));
        var more = run.count() - run.first().size();
        return table
                + (more == 0
                        ? ""
                        : "%d more are asked for; \"scanners\" shows how many wait, \"why\" what became of one.%n"
                                .formatted(more))
                + (table.toString().contains(WAITS)
                        ? "\"doctor\" says whether an instance runs, and has a file of %s.%n".formatted(shown(scanner))
                        : "");
    }

    private String said(long request, Instant now) {
        var word = words.byRequest().get(request);
        if (word instanceof Word.Settled settled) {
            return settled.state().equals("done") ? settled.receipt() : settled.state() + ": " + shown(settled.error());
        } else if (word instanceof Word.Again again) {
            return "%s: %s; %s"
                    .formatted(
                            again.receipt() == null ? "not sent" : again.receipt(),
                            shown(again.error()),
                            again.again() == null
                                    ? "the next round of its ring is for it"
                                    : "again at " + time(again.again()));
        } else if (word instanceof Word.Claimed) {
            return "being sent, no receipt yet";
        } else if (hold().isPresent()) {
            return "waits, " + HeldTexts.words(hold().get(), now);
        } else if (word instanceof Word.Cooling cooling) {
            return "waits, cooling down until " + time(cooling.until());
        }
        return word == null ? "its domain is gone" : WAITS;
    }

    private Optional<Held> hold() {
        return Held.of(scanner, words.holds());
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("scanner", scanner);
        json.put("inAll", run.count());
        json.put("hold", hold().map(Held::json).orElse(null));
        json.put("requests", run.first().stream().map(this::json).toList());
        return json;
    }

    private Map<String, Object> json(Run.Request request) {
        var json = new LinkedHashMap<String, Object>();
        json.put("request", request.id());
        json.put("domain", request.domain());
        json.put("name", request.name());
        var word = words.byRequest().get(request.id());
        json.put("state", word instanceof Word.Settled settled ? settled.state() : word == null ? "gone" : "waiting");
        json.put(
                "receipt",
                word instanceof Word.Settled settled
                        ? settled.receipt()
                        : word instanceof Word.Again again ? again.receipt() : null);
        json.put(
                "error",
                word instanceof Word.Settled settled
                        ? settled.error()
                        : word instanceof Word.Again again ? again.error() : null);
        return json;
    }
}
