package io.cptm8.orchestratorm8.rabbitmq;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The first difference between what exists on the broker and what somebody declares, out of RabbitMQ's refusal.
 *
 * @param kind queue or exchange
 * @param declared as the broker says it, for example {@code the value '1' of type 'signedint'}, or {@code none}
 */
public record Inequivalence(String kind, String name, String argument, String declared, String current) {

    /** "inequivalent arg 'x-max-length' for queue 'q' in vhost '/': received '1' but current is '2'". */
    private static final Pattern FORM = Pattern.compile(
            "inequivalent arg '([^']*)' for (queue|exchange) '([^']*)'.*?: received (.*?) but current is (.*?)(?:, class-id.*)?$",
            Pattern.DOTALL);

    /** Empty when the refusal is about something else. */
    public static Optional<Inequivalence> in(String replyText) {
        var found = FORM.matcher(replyText);
        return found.find()
                ? Optional.of(new Inequivalence(
                        found.group(2),
                        found.group(3),
                        found.group(1),
                        found.group(4).strip(),
                        found.group(5).strip()))
                : Optional.empty();
    }

    /** What an operator types to be rid of it. */
    public String removal() {
        // rabbitmqctl has no command for exchanges
        return kind.equals("queue") ? "rabbitmqctl delete_queue " + name : "rabbitmqadmin delete exchange name=" + name;
    }
}
