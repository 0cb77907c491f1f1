package io.cptm8.orchestratorm8.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test, or all tests of a class, that mean nothing without a real RabbitMQ: what only it does, or what is done
 * to it. Without one they are skipped and counted, or fail when {@link BrokerChoice} says that it is required.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealRabbitMqCondition.class)
public @interface RealRabbitMq {}
