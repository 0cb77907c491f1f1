package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.operate.Deed;
import io.cptm8.orchestratorm8.operate.Held;
import io.cptm8.orchestratorm8.operate.Holds;
import io.cptm8.orchestratorm8.operate.RefusedException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;

/** What hold and resume say of what they did, and the exit code. */
record HoldAnswer(CommandLine line, LookingOptions options, Settings settings) {

    int held(Deed deed, Holds.Change change) throws IOException {
        var text = new StringBuilder();
        change.now().stream()
                .filter(each -> Objects.equals(each.scanner(), deed.scanner()))
                .forEach(each -> text.append(sentence(each)));
        change.before().forEach(each -> text.append("Instead of: %s.%n".formatted(words(each))));
        text.append("What is asked for meanwhile waits; what is being sent already is finished.%n".formatted());
        say(change, text.toString());
        return 0;
    }

    int resumed(Deed deed, Holds.Change change) throws IOException {
        var text = new StringBuilder();
        change.before()
                .forEach(each -> text.append(
                        "%s goes on; it was %s.%n".formatted(capital(HeldTexts.scanner(each.scanner())), words(each))));
        if (change.before().isEmpty()) {
            text.append("%s%n"
                    .formatted(
                            deed.scanner() == null
                                    ? "No scanner is held."
                                    : "%s is not held by itself.".formatted(HeldTexts.scanner(deed.scanner()))));
        }
        if (deed.scanner() != null) {
            Held.of(deed.scanner(), change.now())
                    .ifPresent(each ->
                            text.append("%s is still %s.%n".formatted(HeldTexts.scanner(deed.scanner()), words(each))));
        }
        say(change, text.toString());
        return change.before().isEmpty() ? 1 : 0;
    }

    int refused(RefusedException thrown) {
        LookingOptions.print(line.getErr(), settings, ParkedTexts.shown(thrown.getMessage()) + System.lineSeparator());
        return Failures.REFUSED;
    }

    private void say(Holds.Change change, String text) throws IOException {
        if (options.json()) {
            var json = new LinkedHashMap<String, Object>();
            json.put("ended", json(change.before()));
            json.put("held", json(change.now()));
            LookingOptions.print(line.getOut(), settings, LookingOptions.inJson(json));
        } else {
            LookingOptions.print(line.getOut(), settings, text);
        }
    }

    private static Object json(List<Held> holds) {
        return holds.stream().map(Held::json).toList();
    }

    private static String sentence(Held held) {
        return held.scanner() == null
                ? "%s.%n".formatted(capital(words(held)))
                : "%s is %s.%n".formatted(HeldTexts.scanner(held.scanner()), words(held));
    }

    private static String words(Held held) {
        return HeldTexts.words(held, now());
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }

    private static String capital(String text) {
        return text.equals("every scanner") || text.startsWith("with all scanners")
                ? Character.toUpperCase(text.charAt(0)) + text.substring(1)
                : text;
    }
}
