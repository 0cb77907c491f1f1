package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.parked.Choice;
import io.cptm8.orchestratorm8.parked.ParkedRequest;
import io.cptm8.orchestratorm8.target.Wording;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Words for parked requests. Names and errors may come from an attacker, and nothing of them moves a terminal. */
final class ParkedTexts {

    static final String UNCHANGED = "Nothing was changed.";

    /** In characters; a name has at most 200, each of which may need twelve. */
    private static final int LONGEST = 2400;

    private ParkedTexts() {}

    /** @param text null: there is none */
    static String shown(String text) {
        return text == null ? "-" : Wording.legible(text, LONGEST);
    }

    static String time(Instant time) {
        return time == null ? "-" : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String nothing(Choice choice) {
        if (choice instanceof Choice.OfDomain of) {
            return "Nothing is parked for a domain " + shown(of.name()) + ".";
        }
        return choice instanceof Choice.OfScanner of
                ? "Nothing is parked for a scanner " + shown(of.name()) + "."
                : "Nothing is parked.";
    }

    /** @param state null: there is no such request */
    static String notParked(long request, String state) {
        return state == null
                ? "There is no request %d.".formatted(request)
                : "Request %d is not parked: it is %s.".formatted(request, state);
    }

    static Map<String, Object> json(ParkedRequest request) {
        var json = new LinkedHashMap<String, Object>();
        json.put("request", request.request());
        json.put("scanner", request.scanner());
        json.put("domain", request.domain());
        json.put("name", request.name());
        json.put("reason", request.reason());
        json.put("requestedAt", String.valueOf(request.requestedAt()));
        json.put(
                "parkedAt",
                request.parkedAt() == null ? null : request.parkedAt().toString());
        json.put("attempts", request.attempts());
        json.put("firstError", request.firstError());
        json.put("lastError", request.lastError());
        return json;
    }

    /** @param state null: there is no such request */
    static Map<String, Object> notParkedInJson(long request, String state) {
        var json = new LinkedHashMap<String, Object>();
        json.put("request", request);
        json.put("state", state);
        return json;
    }

    /** @param done what was done all the same, a sentence */
    static int refuse(PrintWriter err, Settings settings, ConfigurationException thrown, String done) {
        thrown.problems(done).forEach(each -> LookingOptions.print(err, settings, each + System.lineSeparator()));
        return Failures.REFUSED;
    }
}
