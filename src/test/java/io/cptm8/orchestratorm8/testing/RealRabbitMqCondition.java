package io.cptm8.orchestratorm8.testing;

import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Behind {@link RealRabbitMq}. */
final class RealRabbitMqCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        // With "required" and none this throws, and the test fails with what it throws.
        if (TestBroker.isReal()) {
            return ConditionEvaluationResult.enabled("a real RabbitMQ is on this machine");
        }
        String place = context.getElement().map(AnnotatedElement::toString).orElse(context.getDisplayName());
        System.out.println("Skipped for want of a real RabbitMQ: " + place);
        Skipped.of(context).count.addAndGet(tests(context));
        return ConditionEvaluationResult.disabled("needs a real RabbitMQ, and this run has none");
    }

    private static int tests(ExtensionContext context) {
        if (context.getTestMethod().isPresent()) {
            return 1;
        }
        return (int) Arrays.stream(context.getRequiredTestClass().getDeclaredMethods())
                .filter(method -> Arrays.stream(method.getAnnotations())
                        // Test, ParameterizedTest, RepeatedTest
                        .anyMatch(mark -> mark.annotationType().getSimpleName().endsWith("Test")))
                .count();
    }

    /** Lives as long as the whole run, and tells at its end what the run did not look at. */
    private record Skipped(AtomicInteger count) implements AutoCloseable {

        static Skipped of(ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(RealRabbitMq.class))
                    .getOrComputeIfAbsent(Skipped.class, type -> new Skipped(new AtomicInteger()), Skipped.class);
        }

        @Override
        public void close() {
            System.out.println("Tests skipped for want of a real RabbitMQ: " + count);
        }
    }
}
