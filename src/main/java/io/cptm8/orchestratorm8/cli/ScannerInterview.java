package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.scanner.DraftProof;
import io.cptm8.orchestratorm8.scanner.Scanner;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** The questions that make a scanner's file. Each answer is held against the checks before the next is asked. */
final class ScannerInterview {

    private final Interview interview;
    private final DraftProof proof;

    ScannerInterview(Interview interview, DraftProof proof) {
        this.interview = interview;
        this.proof = proof;
    }

    /** @throws Interview.NoAnswer when the person went away */
    void fill(DraftOptions options, String name) throws IOException {
        var wrongName = proof.problem(options.draft(name))
                .filter(problem -> problem.parameter().isEmpty());
        if (wrongName.isPresent()) {
            return; // whatever is answered, it would be refused: that is said at once
        }
        ask("Style, per-domain or ring-start", "per-domain", answer -> options.style = answer, () -> unknown(options));
        var fallback = options.draft(name);
        interview.ask("What does it scan", fallback.description(), answer -> {
            options.description = answer;
            return Optional.empty();
        });
        var given = fallback.parameters();
        parameter("Exchange", "exchange", given.get("exchange"), answer -> options.exchange = answer, options, name);
        parameter("Queue", "queue", given.get("queue"), answer -> options.queue = answer, options, name);
        parameter("Binding keys", "binding", given.get("binding"), answer -> options.binding = answer, options, name);
        parameter("Routing key", "key", given.get("key"), answer -> options.key = answer, options, name);
        var onChange = fallback.template().equals(Scanner.RING_START) ? "no" : "yes";
        interview.ask("Does a new or changed domain ask for it, yes or no", onChange, answer -> {
            options.onChange = answer.equals("yes");
            return answer.matches("yes|no") ? Optional.empty() : Optional.of("yes or no");
        });
        parameter(
                "Schedule, a Quartz expression in UTC such as 0 0 3 * * ?, or none",
                "cron",
                "none",
                answer -> options.cron = answer.equals("none") ? null : answer,
                options,
                name);
    }

    private void parameter(
            String question,
            String parameter,
            String fallback,
            Consumer<String> answered,
            DraftOptions options,
            String name)
            throws IOException {
        ask(
                question,
                fallback,
                answered,
                () -> proof.problem(options.draft(name))
                        .filter(problem ->
                                problem.parameter().filter(parameter::equals).isPresent())
                        .map(DraftProof.Problem::text));
    }

    private Optional<String> unknown(DraftOptions options) {
        return proof.templates().containsKey(options.style)
                ? Optional.empty()
                : Optional.of("there are "
                        + String.join(
                                ", ", new java.util.TreeSet<>(proof.templates().keySet())));
    }

    private void ask(String question, String fallback, Consumer<String> answered, Reason reason) throws IOException {
        interview.ask(question, fallback, answer -> {
            answered.accept(answer);
            return reason.get();
        });
    }

    private interface Reason {
        Optional<String> get() throws IOException;
    }
}
