package io.cptm8.orchestratorm8.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.cptm8.orchestratorm8.rehearsal.Rehearsal;
import io.cptm8.orchestratorm8.rehearsal.Rehearsed;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rehearsal in words for a person, and as an object for a program.
 *
 * @param enabled what the file said, if it was enabled for the rehearsal only
 * @param startedNanos of the clock that only runs
 * @param heard warnings and errors of the application, in order
 */
record TryReport(Path file, String domain, Optional<String> enabled, long startedNanos, List<String> heard) {

    static final int NOT_TRIED = 2;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final Map<String, String> MEANINGS = Map.of(
            "accepted", "the broker has it in at least one queue; the request is done",
            "already waiting", "the queue is full: one is waiting there already, and nothing was added",
            "unroutable",
                    "no queue is bound for this key: nothing holds the message; it would be sent again, with a growing delay",
            "unknown", "the broker gave no word in time; it would be sent again with the same message_id",
            "failed", "it was certainly not sent; it would be tried again, with a growing delay",
            "parked", "never sent, until somebody changes the domain",
            "cancelled", "never sent: the domain is gone or disabled");

    static int exitCode(Rehearsed rehearsed) {
        if (rehearsed instanceof Rehearsed.Unknown) {
            return NOT_TRIED;
        }
        return rehearsed instanceof Rehearsed.Sent sent && sent.arrived() ? 0 : 1;
    }

    String text(Rehearsed rehearsed) {
        var text = new StringBuilder();
        enabled.ifPresent(
                said -> text.append("The file says enabled: %s. For this try it is enabled.%n".formatted(said)));
        if (rehearsed instanceof Rehearsed.Wrong wrong) {
            wrong.problems().forEach(problem -> text.append(problem).append(System.lineSeparator()));
            var count = wrong.problems().size();
            text.append("%d %s. Nothing was tried.%n".formatted(count, count == 1 ? "problem" : "problems"));
        } else if (rehearsed instanceof Rehearsed.Unknown unknown) {
            text.append("It could not be tried: %s. Limit: %d s.%n"
                    .formatted(unknown.reason(), Rehearsal.LIMIT.toSeconds()));
            heard.forEach(line -> text.append("  ").append(line).append(System.lineSeparator()));
        } else if (rehearsed instanceof Rehearsed.Withheld withheld) {
            text.append("%s: %s%n".formatted(withheld.state(), withheld.reason()));
            text.append(row("meaning", MEANINGS.getOrDefault(withheld.state(), "nothing is sent for it")));
        } else if (rehearsed instanceof Rehearsed.Sent sent) {
            text.append(sent(sent));
        }
        return text.toString();
    }

    private String sent(Rehearsed.Sent sent) {
        var text = new StringBuilder();
        text.append("%s, %s, for %s:%n%n".formatted(sent.scanner(), sent.style(), domain));
        text.append(row("exchange", sent.exchange()));
        sent.message().ifPresent(message -> text.append(row("routing key", message.routingKey())));
        text.append(row("queues", sent.reached().isEmpty() ? "none" : String.join(", ", sent.reached())));
        sent.message().ifPresent(message -> {
            message.properties()
                    .forEach((name, value) -> text.append(row(
                            name.replace('_', ' '),
                            name.equals("delivery_mode") && value.equals(2) ? "2, persistent" : value.toString())));
            text.append(row(
                    "headers",
                    message.headers().isEmpty() ? "none" : message.headers().toString()));
            text.append("%nbody%n".formatted());
            pretty(message.body())
                    .lines()
                    .forEach(line -> text.append("  ").append(line).append(System.lineSeparator()));
        });
        text.append("%n%s"
                .formatted(row("receipt", sent.verdict() + ": " + MEANINGS.getOrDefault(sent.verdict(), ""))));
        if (!sent.why().isEmpty()) {
            text.append(row("", sent.why()));
        }
        problem(sent).ifPresent(problem -> text.append("%n%s.%n".formatted(problem)));
        text.append("%nTried in %.1f s with a database and a broker of its own. Nothing real was touched.%n"
                .formatted(seconds()));
        return text.toString();
    }

    private static Optional<String> problem(Rehearsed.Sent sent) {
        if (sent.arrived()) {
            return Optional.empty();
        }
        var bindings = String.join(", ", sent.bindings());
        return sent.verdict().matches("accepted|unroutable")
                ? Optional.of("%s did not get it: its binding %s does not match the key%s. Correct key or binding"
                        .formatted(
                                sent.queue(),
                                bindings,
                                sent.message()
                                        .map(message -> " " + message.routingKey())
                                        .orElse("")))
                : Optional.of(sent.queue() + " did not get it");
    }

    String json(Rehearsed rehearsed) {
        var object = new LinkedHashMap<String, Object>();
        object.put("file", file.toString());
        object.put("domain", domain);
        enabled.ifPresent(said -> object.put("enabledForThisTryInsteadOf", said));
        object.put("exitCode", exitCode(rehearsed));
        if (rehearsed instanceof Rehearsed.Wrong wrong) {
            object.put("outcome", "wrong");
            object.put("problems", wrong.problems());
        } else if (rehearsed instanceof Rehearsed.Unknown unknown) {
            object.put("outcome", "not tried");
            object.put("problems", List.of(unknown.reason()));
            object.put("log", heard);
        } else if (rehearsed instanceof Rehearsed.Withheld withheld) {
            object.put("outcome", withheld.state());
            object.put("problems", List.of(withheld.reason()));
        } else if (rehearsed instanceof Rehearsed.Sent sent) {
            object.put("outcome", sent.verdict());
            object.put("problems", problem(sent).map(List::of).orElse(List.of()));
            object.put("scanner", sent.scanner());
            object.put("style", sent.style());
            object.put("exchange", sent.exchange());
            object.put("queue", sent.queue());
            object.put("reached", sent.reached());
            sent.message().ifPresent(message -> {
                object.put("routingKey", message.routingKey());
                object.put("properties", message.properties());
                object.put("headers", message.headers());
                object.put("body", parsed(message.body()).orElse(message.body()));
            });
        }
        object.put("seconds", Math.round(seconds() * 10) / 10.0);
        return write(object) + System.lineSeparator();
    }

    private double seconds() {
        return (System.nanoTime() - startedNanos) / 1e9;
    }

    private static String row(String name, String value) {
        return "%-17s %s%n".formatted(name, value);
    }

    private static String pretty(String body) {
        return parsed(body).map(TryReport::write).orElse(body);
    }

    private static Optional<Object> parsed(String body) {
        try {
            return Optional.ofNullable(JSON.readValue(body, Object.class));
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    private static String write(Object object) {
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("This is a bug: maps and texts are always JSON.", e);
        }
    }
}
