package io.cptm8.orchestratorm8.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.scanner.Scanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What only the management API can tell: bindings, policies, and messages that consumers hold. */
final class BindingsOnBroker {

    /** What a policy can change of a queue that is declared without it. */
    private static final Set<String> CHANGES_QUEUE = Set.of(
            "max-length",
            "max-length-bytes",
            "overflow",
            "message-ttl",
            "expires",
            "dead-letter-exchange",
            "dead-letter-routing-key",
            "delivery-limit");

    private final Settings.RabbitMq settings;
    private final Notes notes;

    BindingsOnBroker(Settings.RabbitMq settings, Notes notes) {
        this.settings = settings;
        this.notes = notes;
    }

    void look(List<Scanner> scanners) {
        if (settings.management().isEmpty()) {
            notes.notLookedAt(
                    "bindings",
                    "on the broker",
                    "AMQP cannot list them; set orchestratorm8.rabbitmq.management to the management API's address");
            return;
        }
        var management = new Management(settings);
        try {
            for (var scanner : scanners) {
                var queue = management.queue(scanner.queue(), "");
                var bindings = management.queue(scanner.queue(), "/bindings");
                if (queue.isPresent() && bindings.isPresent()) {
                    look(scanner, queue.get(), bindings.get());
                }
            }
        } catch (IOException e) {
            var reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            notes.notLookedAt("bindings", "on the broker", reason);
            notes.looked(
                    "management",
                    settings.management(),
                    reason,
                    List.of(new Finding(
                            Ailment.MANAGEMENT_UNUSABLE,
                            "orchestratorm8.rabbitmq.management",
                            "The management API at %s cannot be used: %s.".formatted(settings.management(), reason),
                            "Enable it (rabbitmq-plugins enable rabbitmq_management), give our user its tag (rabbitmqctl set_user_tags '%s' management), or leave orchestratorm8.rabbitmq.management empty."
                                    .formatted(settings.credentials().user()))));
        }
    }

    private void look(Scanner scanner, JsonNode queue, JsonNode bindings) {
        var found = new ArrayList<Finding>();
        var there = new ArrayList<String>();
        for (var binding : bindings) {
            var source = binding.path("source").asText();
            var key = binding.path("routing_key").asText();
            if (source.isEmpty()) {
                continue; // every queue is bound to the default exchange by its name
            }
            if (source.equals(scanner.exchange()) && scanner.bindings().contains(key)) {
                there.add(key);
            } else {
                found.add(foreign(scanner, source, key));
            }
        }
        scanner.bindings().stream()
                .filter(binding -> !there.contains(binding))
                .forEach(binding -> found.add(0, lost(scanner, binding)));
        notes.looked("bindings", scanner.queue(), String.join(", ", there), found);
        policy(scanner, queue);
    }

    private void policy(Scanner scanner, JsonNode queue) {
        var changes = new ArrayList<String>();
        queue.path("effective_policy_definition").properties().forEach(entry -> {
            if (CHANGES_QUEUE.contains(entry.getKey())) {
                changes.add(entry.getKey() + " = " + entry.getValue().asText());
            }
        });
        var name = queue.path("policy").asText("");
        notes.looked(
                "held and policy",
                scanner.queue(),
                "%d without an ack, %s"
                        .formatted(
                                queue.path("messages_unacknowledged").asInt(),
                                name.isEmpty()
                                        ? "no policy"
                                        : "policy " + name + (changes.isEmpty() ? " changes nothing" : "")),
                changes.isEmpty()
                        ? List.of()
                        : List.of(new Finding(
                                Ailment.QUEUE_POLICY,
                                scanner.queue(),
                                "Policy %s changes queue %s: %s. The scanner's file does not say so."
                                        .formatted(name, scanner.queue(), String.join(", ", changes)),
                                "Keep it if that is meant; else rabbitmqctl clear_policy -p '%s' '%s'."
                                        .formatted(settings.virtualHost(), name))));
    }

    private static Finding lost(Scanner scanner, String binding) {
        return new Finding(
                Ailment.BINDING_MISSING,
                scanner.queue(),
                "Queue %s is not bound to exchange %s with %s, as %s says. What is sent for %s does not reach it."
                        .formatted(
                                scanner.queue(),
                                scanner.exchange(),
                                binding,
                                ScannerPlace.of(scanner, "binding"),
                                scanner.name()),
                "Start OrchestratorM8 again, which binds it, or: rabbitmqadmin declare binding source=%s destination=%s routing_key='%s'"
                        .formatted(scanner.exchange(), scanner.queue(), binding));
    }

    private static Finding foreign(Scanner scanner, String source, String key) {
        return new Finding(
                Ailment.BINDING_FOREIGN,
                scanner.queue(),
                "Queue %s is also bound to exchange %s with %s, which its file does not say: scanner %s gets that too."
                        .formatted(scanner.queue(), source, key, scanner.name()),
                "OrchestratorM8 leaves it alone. If nobody needs it: rabbitmqadmin delete binding source=%s destination_type=queue destination=%s properties_key='%s'"
                        .formatted(source, scanner.queue(), key));
    }
}
