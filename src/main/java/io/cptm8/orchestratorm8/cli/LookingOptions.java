package io.cptm8.orchestratorm8.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.cptm8.orchestratorm8.config.Redaction;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.target.Wording;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What the commands have in common that look at a running system. */
final class LookingOptions {

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Option(
            names = "--embedded",
            description = "Look at the services of the launch --embedded that runs from this installation.")
    private boolean embedded;

    boolean json() {
        return json;
    }

    boolean embedded() {
        return embedded;
    }

    Settings settings() {
        var environment = new HashMap<>(System.getenv());
        if (embedded) {
            environment.putAll(EmbeddedFile.in(Home.find()).read());
        }
        return Home.settings(environment);
    }

    /** Our user's name may be shown, since cures need it; passwords never. */
    static void print(PrintWriter out, Settings settings, String text) {
        out.print(Redaction.of(settings).apply(text, List.of(Redaction.NAMES_USER)));
        out.flush();
    }

    /** Escaped as JSON allows, so that the answer says what is there, and a terminal is not moved by it. */
    static String inJson(Object answer) throws JsonProcessingException {
        return new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(answer)
                .lines()
                .map(line -> Wording.legible(line, Integer.MAX_VALUE) + System.lineSeparator())
                .collect(Collectors.joining());
    }
}
