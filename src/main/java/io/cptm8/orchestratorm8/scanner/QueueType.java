package io.cptm8.orchestratorm8.scanner;

import io.cptm8.orchestratorm8.yaml.Mistake;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether a queue is on one node of a cluster, {@code classic}, or on several, {@code quorum}. */
final class QueueType {

    static final String PARAMETER = "queueType";

    private static final String QUORUM = "quorum";
    private static final String ARGUMENTS = "queueArguments";
    private static final String TYPE = "x-queue-type";
    /** The platform's services declare these themselves, as classic ones; whoever comes second would be refused. */
    private static final Set<String> PLATFORMS = Set.of("qasmm8", "qnaabum8", "qkatanam8", "qnum8");

    private QueueType() {}

    static void check(Parameters given) {
        var type = given.right(PARAMETER);
        if (type.filter(QUORUM::equals).isPresent()
                && given.right("queue").filter(PLATFORMS::contains).isPresent()) {
            given.wrong(
                    PARAMETER,
                    Mistake.OUT_OF_BOUNDS,
                    "must be classic for queue %s: the platform's services declare it as that, and RabbitMQ refuses whoever says otherwise"
                            .formatted(given.text("queue")),
                    Optional.of("classic"));
        } else if (type.isPresent()
                && given.right(ARGUMENTS).isPresent()
                && given.arguments(ARGUMENTS).containsKey(TYPE)) {
            given.wrong(
                    ARGUMENTS,
                    Mistake.OUT_OF_BOUNDS,
                    "must not hold x-queue-type, which is the parameter \"queueType\"",
                    Optional.empty());
        }
    }

    /** What the queue is declared with. A classic one without its type, as everybody has declared it so far. */
    static Map<String, Object> arguments(Parameters given) {
        var arguments = new LinkedHashMap<>(given.arguments(ARGUMENTS));
        if (QUORUM.equals(given.text(PARAMETER))) {
            arguments.put(TYPE, QUORUM);
        }
        return arguments;
    }
}
