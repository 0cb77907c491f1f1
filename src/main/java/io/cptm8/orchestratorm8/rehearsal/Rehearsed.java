package io.cptm8.orchestratorm8.rehearsal;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a rehearsal ended. */
public sealed interface Rehearsed {

    /**
     * A message was sent, or would have been.
     *
     * @param verdict the broker's receipt, or {@code failed}
     * @param why in words, unless all went well; empty: nothing is wrong
     * @param reached queues that got the message
     * @param message empty when no queue has it
     */
    record Sent(
            String scanner,
            String style,
            String exchange,
            String queue,
            List<String> bindings,
            String verdict,
            String why,
            List<String> reached,
            Optional<Message> message)
            implements Rehearsed {

        /** Whether the scanner would have got it. */
        public boolean arrived() {
            return verdict.equals("accepted") && reached.contains(queue);
        }
    }

    /**
     * What was on the wire.
     *
     * @param properties AMQP's, by the names that AMQP gives them; those that are not set are left out
     */
    record Message(
            String exchange,
            String routingKey,
            Map<String, Object> properties,
            Map<String, String> headers,
            String body) {}

    /** Nothing was sent, on purpose: the name is not certainly a domain's, or the domain is gone or disabled. */
    record Withheld(String state, String reason) implements Rehearsed {}

    /** The file, or what it needs of the installation, is wrong. */
    record Wrong(List<String> problems) implements Rehearsed {}

    /** It could not be found out. */
    record Unknown(String reason) implements Rehearsed {}
}
