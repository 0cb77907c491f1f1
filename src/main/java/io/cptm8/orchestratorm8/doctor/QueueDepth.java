package io.cptm8.orchestratorm8.doctor;

import io.cptm8.orchestratorm8.scanner.Scanner;
import java.util.ArrayList;
import java.util.List;

/** What the numbers of a queue say. */
final class QueueDepth {

    private QueueDepth() {}

    /** @param countsHeld whether the broker counts what consumers hold among what is ready, as RabbitMQ does not */
    static List<Finding> findings(Scanner scanner, int consumers, int ready, boolean countsHeld) {
        var found = new ArrayList<Finding>();
        if (consumers == 0) {
            found.add(
                    ready == 0
                            ? new Finding(
                                    Ailment.QUEUE_WITHOUT_CONSUMER,
                                    scanner.queue(),
                                    "Nobody consumes queue %s: scanner %s does not run, or has lost its channel."
                                            .formatted(scanner.queue(), scanner.name()),
                                    "Start %1$s, or start it again. If it is not wanted, set enabled to false in %2$s."
                                            .formatted(scanner.name(), ScannerPlace.of(scanner, "enabled")))
                            : new Finding(
                                    Ailment.QUEUE_STUCK,
                                    scanner.queue(),
                                    "%s in queue %s and nobody consumes it: scanner %s does not run, or has lost its channel."
                                            .formatted(waiting(ready), scanner.queue(), scanner.name()),
                                    "Start %s, or start it again.".formatted(scanner.name())));
        }
        var mayBeHeld = countsHeld && consumers > 0;
        if (scanner.queueArguments().get("x-max-length") instanceof Integer limit && ready >= limit && !mayBeHeld) {
            found.add(new Finding(
                    Ailment.QUEUE_FULL,
                    scanner.queue(),
                    "Queue %s is full: %s, and its x-max-length is %d. %s"
                            .formatted(
                                    scanner.queue(),
                                    waiting(ready),
                                    limit,
                                    scanner.startsRing()
                                            ? "A further start counts as already waiting."
                                            : "Requests of " + scanner.name() + " wait in the database meanwhile."),
                    "Nothing to do while %s is at work: it takes the next message when it has done with the last."
                            .formatted(scanner.name())));
        }
        return found;
    }

    static String inWords(int consumers, int ready) {
        return "%d %s, %d ready".formatted(consumers, consumers == 1 ? "consumer" : "consumers", ready);
    }

    private static String waiting(int ready) {
        return ready == 1 ? "1 message waits" : ready + " messages wait";
    }
}
