package io.cptm8.orchestratorm8.dispatch;

import io.cptm8.orchestratorm8.scanner.ScannerStates;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts what becomes of requests, and times how long an accepted one took from the change to the broker's word. */
public final class DispatchMeters {

    private final MeterRegistry registry;
    private final ScannerStates states;
    private final Map<String, Counter> receipts = new ConcurrentHashMap<>();
    private final Map<String, Counter> possibleDuplicates = new ConcurrentHashMap<>();
    private final Map<String, Counter> refusedSettles = new ConcurrentHashMap<>();
    private final Map<String, Timer> reactions = new ConcurrentHashMap<>();

    public DispatchMeters(MeterRegistry registry, ScannerStates states) {
        this.registry = registry;
        this.states = states;
    }

    /** @param lapsed whether an earlier claim of the request came to no end that is known */
    void verdict(String scanner, String verdict, String why, boolean lapsed) {
        receipt(scanner, verdict);
        health(scanner, verdict, why);
        if (mayRepeat(verdict, lapsed)) {
            possibleDuplicate(scanner);
        }
    }

    void start(Start start) {
        verdict(start.getScanner(), start.getVerdict(), start.getError(), start.mayRepeat());
        if (start.getVerdict().equals(Verdict.ACCEPTED)) {
            reaction(start.getScanner(), start.getReactionMillis());
        }
    }

    /** The word on this one was lost; or it was accepted, and so may have been one whose claim lapsed. */
    private static boolean mayRepeat(String verdict, boolean lapsed) {
        return verdict.equals(Verdict.UNKNOWN) || lapsed && verdict.equals(Verdict.ACCEPTED);
    }

    private void health(String scanner, String verdict, String why) {
        switch (verdict) {
            case Verdict.ACCEPTED, Verdict.ALREADY_WAITING, Verdict.RING_BUSY -> states.recovered(scanner);
            case Verdict.UNROUTABLE, Verdict.UNKNOWN, Verdict.FAILED, Verdict.NOT_SENT ->
                states.trouble(scanner, verdict + ": " + why);
            default -> {}
        }
    }

    private void receipt(String scanner, String verdict) {
        receipts.computeIfAbsent(
                        scanner + '\n' + verdict,
                        key -> Counter.builder("orchestratorm8.receipts")
                                .description(
                                        "What became of messages, by scanner and the broker's receipt or our verdict")
                                .tags("scanner", scanner, "receipt", verdict)
                                .register(registry))
                .increment();
    }

    private void possibleDuplicate(String scanner) {
        counter(
                        possibleDuplicates,
                        scanner,
                        "orchestratorm8.possible.duplicates",
                        "Publications whose word was lost: a repeat carries the same message_id")
                .increment();
    }

    /** @param requests that another claim holds by now, or that have been written already */
    void refusedSettles(String scanner, int requests) {
        counter(
                        refusedSettles,
                        scanner,
                        "orchestratorm8.refused.settles",
                        "Requests not settled, since the claim that had them holds them no more")
                .increment(requests);
    }

    private Counter counter(Map<String, Counter> known, String scanner, String name, String description) {
        return known.computeIfAbsent(
                scanner,
                key -> Counter.builder(name)
                        .description(description)
                        .tag("scanner", scanner)
                        .register(registry));
    }

    /** @param millis from the domain's change until the broker accepted its message */
    void reaction(String scanner, long millis) {
        reactions
                .computeIfAbsent(
                        scanner,
                        key -> Timer.builder("orchestratorm8.reaction")
                                .description("From a domain's change until the broker accepted its message")
                                .tag("scanner", scanner)
                                .publishPercentileHistogram()
                                .minimumExpectedValue(Duration.ofMillis(1))
                                .maximumExpectedValue(Duration.ofMinutes(10))
                                .register(registry))
                .record(millis, TimeUnit.MILLISECONDS);
    }
}
