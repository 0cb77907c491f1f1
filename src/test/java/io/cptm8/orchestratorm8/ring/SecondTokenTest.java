package io.cptm8.orchestratorm8.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.rabbitmq.Broker;
import io.cptm8.orchestratorm8.rabbitmq.Topology;
import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.LogCapture;
import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.Wire;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/** For how long the start of a second token is waited for, on a broker. What becomes of one that was taken is in OneTokenTest. */
@RealRabbitMq
class SecondTokenTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final BrokerAddress address = TestBroker.shared().newVirtualHost();
    private final AtomicLong now = new AtomicLong();
    private final Queue<String> scanner = new ConcurrentLinkedQueue<>();

    @AutoClose
    private final Broker broker =
            new Broker(new CachingConnectionFactory(address.connectionFactory()), Duration.ofMillis(50));

    @AutoClose
    private final Wire wire = Wire.to(address).queue("qasmm8").hear("qasmm8", scanner::add);

    private final SecondToken second = new SecondToken(
            new Topology(broker)::intercept,
            // Asked only after a look that finds the start taken.
            new PGSimpleDataSource(),
            new RingMeters(new SimpleMeterRegistry()),
            notice -> {},
            now::get);

    @AutoClose
    private final LogCapture log = LogCapture.of(SecondToken.class.getName());

    @BeforeEach
    void num8_has_the_later_of_two_tokens() throws Exception {
        look();
        awaitConsumers(2);
    }

    private void look() throws Exception {
        var exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage()
                .setBody(List.of(Map.of(
                        "ring",
                        "asmm8",
                        "run",
                        2L,
                        "other",
                        1L,
                        "giver",
                        "num8",
                        "receiver",
                        "asmm8",
                        "queue",
                        "qasmm8")));
        second.process(exchange);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void handOver() {
        wire.publish("", "qasmm8", "{\"source\":\"num8\"}");
    }

    private void awaitConsumers(int count) {
        await(count + " consumers").atMost(LIMIT).until(() -> wire.channel().consumerCount("qasmm8") == count);
    }

    @Test
    void whoever_has_not_looked_for_fifteen_seconds_may_lead_no_more_and_takes_nothing() {
        pass(Duration.ofSeconds(15));

        handOver();

        await("the scanner's start").atMost(LIMIT).until(() -> scanner.size() == 1);
        awaitConsumers(1);
    }

    @Test
    void whoever_goes_on_looking_takes_it() throws Exception {
        pass(Duration.ofSeconds(14));
        look();
        pass(Duration.ofSeconds(14));

        assertThat(log.messages())
                .as("two are told when they are found")
                .containsExactly(
                        "INFO Ring asmm8 has two tokens: run 2 is on its way beside run 1. What num8 hands over is taken before asmm8 has it.");

        handOver();

        awaitConsumers(1);
        assertThat(wire.depth("qasmm8")).isZero();
        assertThat(scanner).isEmpty();
    }
}
