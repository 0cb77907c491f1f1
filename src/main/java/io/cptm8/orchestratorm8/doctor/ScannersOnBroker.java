package io.cptm8.orchestratorm8.doctor;

import io.cptm8.orchestratorm8.rabbitmq.Inequivalence;
import io.cptm8.orchestratorm8.rabbitmq.Products;
import io.cptm8.orchestratorm8.scanner.Scanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Each scanner's exchange and queue as they are on the broker. What is not there is asked for passively and stays
 * away; only what is there is declared again, which changes nothing and makes the broker name the difference.
 */
final class ScannersOnBroker {

    /** A binding key that nobody has: taking it off does nothing, and needs the same permissions. */
    private static final String NOBODYS_KEY = "orchestratorm8.doctor";

    private static final String NOT_WITH_QPID = "this broker is not RabbitMQ, and does not compare or refuse alike";

    private final BrokerQuestions broker;
    private final Permissions permissions;
    private final Notes notes;
    private final boolean rabbit;
    private final Set<String> exchanges = new HashSet<>();
    private final Set<String> missing = new HashSet<>();
    private final Set<String> writable = new HashSet<>();

    ScannersOnBroker(BrokerQuestions broker, Permissions permissions, Notes notes) {
        this.broker = broker;
        this.permissions = permissions;
        this.notes = notes;
        this.rabbit = !Products.isQpid(broker.connection());
    }

    void look(List<Scanner> scanners) throws IOException {
        for (var scanner : scanners) {
            if (exchanges.add(scanner.exchange())) {
                exchange(scanner.exchange());
            }
        }
        for (var scanner : scanners) {
            queue(scanner);
        }
        if (!rabbit) {
            notes.notLookedAt("arguments", "all queues and exchanges", NOT_WITH_QPID);
            notes.notLookedAt("permissions", "all queues and exchanges", NOT_WITH_QPID);
        }
    }

    private void exchange(String exchange) throws IOException {
        var there = broker.attempt(channel -> channel.exchangeDeclarePassive(exchange));
        if (there.refused()) {
            missing.add(exchange);
            notes.found(
                    "exchange",
                    "not there",
                    new Finding(
                            Ailment.EXCHANGE_MISSING,
                            exchange,
                            "There is no exchange %s (%s). Nothing can be published to it."
                                    .formatted(exchange, there.refusalText()),
                            "Start OrchestratorM8, which declares it."));
            return;
        }
        var found = new ArrayList<Finding>();
        if (rabbit) {
            var same = broker.attempt(channel -> channel.exchangeDeclare(exchange, "topic", true));
            if (same.refusalCode() == 403) {
                found.add(permissions.missing(
                        Ailment.PERMISSION_CONFIGURE, "exchange " + exchange, "configure", "it cannot be declared"));
            } else if (same.refused()) {
                found.add(differs(Ailment.EXCHANGE_DIFFERS, exchange, same.refusalText()));
            }
        }
        notes.looked("exchange", exchange, rabbit && found.isEmpty() ? "topic, durable" : "there", found);
    }

    private void queue(Scanner scanner) throws IOException {
        var queue = scanner.queue();
        var depth = broker.ask(channel -> channel.queueDeclarePassive(queue));
        if (depth.refused()) {
            notes.found("queue", depth.refusalCode() == 405 ? "locked" : "not there", unusable(scanner, depth));
            return;
        }
        var found = new ArrayList<Finding>();
        if (rabbit) {
            found.addAll(declaration(scanner));
            found.addAll(binding(scanner));
        }
        found.addAll(QueueDepth.findings(
                scanner, depth.value().getConsumerCount(), depth.value().getMessageCount(), !rabbit));
        notes.looked(
                "queue",
                queue,
                QueueDepth.inWords(
                        depth.value().getConsumerCount(), depth.value().getMessageCount()),
                found);
    }

    private static Finding unusable(Scanner scanner, BrokerQuestions.Answer<?> answer) {
        return answer.refusalCode() == 405
                ? new Finding(
                        Ailment.QUEUE_LOCKED,
                        scanner.queue(),
                        "Queue %s belongs to one connection alone (%s): scanner %s cannot be sent anything by it."
                                .formatted(scanner.queue(), answer.refusalText(), scanner.name()),
                        "End the program that declared it as exclusive, then start OrchestratorM8, which declares it.")
                : new Finding(
                        Ailment.QUEUE_MISSING,
                        scanner.queue(),
                        "There is no queue %s (%s). What is sent for scanner %s comes back as unroutable, and what others send for it is lost."
                                .formatted(scanner.queue(), answer.refusalText(), scanner.name()),
                        "Start OrchestratorM8, which declares and binds it.");
    }

    private List<Finding> declaration(Scanner scanner) throws IOException {
        var queue = scanner.queue();
        var same = broker.attempt(channel -> channel.queueDeclare(queue, true, false, false, scanner.queueArguments()));
        if (same.refusalCode() == 403) {
            return List.of(permissions.missing(
                    Ailment.PERMISSION_CONFIGURE,
                    "queue " + queue,
                    "configure",
                    "it cannot be declared; its arguments could not be compared"));
        }
        return same.refused() ? List.of(differs(Ailment.QUEUE_DIFFERS, queue, same.refusalText())) : List.of();
    }

    /** Binding needs write permission on the queue and read permission on the exchange; the broker looks in this order. */
    private List<Finding> binding(Scanner scanner) throws IOException {
        var queue = scanner.queue();
        var exchange = scanner.exchange();
        if (missing.contains(exchange)) {
            return List.of();
        }
        var bind = broker.attempt(channel -> channel.queueUnbind(queue, exchange, NOBODYS_KEY));
        if (Permissions.isAbout(bind.refusalText(), "queue", queue)) {
            return List.of(
                    permissions.missing(Ailment.PERMISSION_WRITE, "queue " + queue, "write", "it cannot be bound"));
        }
        if (!writable.add(exchange)) {
            return List.of();
        }
        if (Permissions.isAbout(bind.refusalText(), "exchange", exchange)) {
            return List.of(permissions.missing(
                    Ailment.PERMISSION_READ, "exchange " + exchange, "read", "no queue can be bound to it"));
        }
        // Both ends are this exchange: it may be read, as was just seen, so a refusal is about writing.
        var publish = broker.attempt(channel -> channel.exchangeUnbind(exchange, exchange, NOBODYS_KEY));
        return publish.refusalCode() == 403
                ? List.of(permissions.missing(
                        Ailment.PERMISSION_WRITE, "exchange " + exchange, "write", "nothing can be published to it"))
                : List.of();
    }

    private static Finding differs(Ailment ailment, String name, String refusal) {
        return Inequivalence.in(refusal)
                .map(difference -> new Finding(
                        ailment,
                        name,
                        "The %s %s exists with another argument: %s is %s there, but OrchestratorM8 declares it with %s. The scanner is not started with it."
                                .formatted(
                                        difference.kind(),
                                        difference.name(),
                                        difference.argument(),
                                        difference.current(),
                                        difference.declared()),
                        "%s, when nobody needs its messages any more, delete it (%s) and start OrchestratorM8, which declares it."
                                .formatted(
                                        difference.kind().equals("queue")
                                                ? "Either write what the broker has into the scanner's file, as queueArguments (x-queue-type as queueType), or"
                                                : "The platform's exchanges are durable and of type topic:",
                                        difference.removal())))
                .orElseGet(() -> new Finding(
                        ailment,
                        name,
                        "The broker refuses the declaration of %s (%s).".formatted(name, refusal),
                        "Make the scanner's file and the broker agree."));
    }
}
