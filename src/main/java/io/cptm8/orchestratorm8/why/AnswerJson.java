package io.cptm8.orchestratorm8.why;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer as JSON has it, for the command and over HTTP. */
public final class AnswerJson {

    private AnswerJson() {}

    /** Texts of strangers are as they are; whoever shows them makes them legible. */
    public static Map<String, Object> of(Answer answer) {
        var json = new LinkedHashMap<String, Object>();
        json.put("domain", answer.id());
        json.put("name", answer.name());
        json.put("company", answer.company());
        json.put("enabled", answer.enabled());
        json.put("scanners", answer.scanners().stream().map(AnswerJson::of).toList());
        json.put("rings", answer.rings().stream().map(AnswerJson::of).toList());
        json.put("instances", answer.instances());
        json.put("led", answer.led());
        return json;
    }

    private static Map<String, Object> of(ScannerAnswer answer) {
        var json = new LinkedHashMap<String, Object>();
        json.put("scanner", answer.scanner());
        json.put("state", answer.state().text());
        json.put("since", text(answer.since()));
        json.put("until", text(answer.until()));
        json.put("position", answer.position() == 0 ? null : answer.position());
        json.put("attempts", answer.attempts());
        json.put("reason", answer.reason());
        json.put("error", answer.error());
        json.put("ring", answer.ring());
        json.put("hold", answer.hold() == null ? null : answer.hold().json());
        return json;
    }

    private static Map<String, Object> of(RingAnswer answer) {
        var json = new LinkedHashMap<String, Object>();
        json.put("ring", answer.ring());
        json.put("run", answer.run());
        json.put("scanner", answer.scanner());
        json.put("since", text(answer.since()));
        json.put("usuallySeconds", answer.usuallySeconds());
        json.put("state", answer.state());
        json.put("why", answer.why());
        json.put("restarts", answer.restarts());
        json.put("outcome", answer.outcome());
        json.put("roundAt", text(answer.roundAt()));
        return json;
    }

    private static String text(Instant time) {
        return time == null ? null : time.toString();
    }
}
