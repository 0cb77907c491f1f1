package io.cptm8.orchestratorm8.bench.micro;

import io.cptm8.orchestratorm8.rabbitmq.Broker;
import io.cptm8.orchestratorm8.rabbitmq.publish.PublishHeaders;
import io.cptm8.orchestratorm8.rabbitmq.publish.RabbitmqPublishComponent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/** One message handed over, and the broker's word on it waited for before the next: the way of a single change. */
@State(Scope.Thread)
public class PublishOne {

    private static final byte[] BODY = "{\"id\":\"0b1c5f8e\"}".repeat(12).getBytes(StandardCharsets.UTF_8);

    private final CamelContext context = new DefaultCamelContext();
    private CachingConnectionFactory factory;
    private Broker broker;
    private Producer producer;
    private long number;

    @Setup(Level.Trial)
    public void connect() throws Exception {
        factory = Services.broker();
        broker = new Broker(factory, Duration.ofSeconds(1));
        var component = new RabbitmqPublishComponent();
        component.setBroker(broker);
        component.setMeters(new SimpleMeterRegistry());
        context.addComponent("rabbitmq-publish", component);
        context.start();
        if (!broker.accepting()) {
            throw new IllegalStateException(broker.trouble());
        }
        producer = context.getEndpoint("rabbitmq-publish:cptm8?publisher=micro&routingKey=cptm8.benchm8.get.scan")
                .createProducer();
        producer.start();
    }

    @Benchmark
    public String publish() throws Exception {
        var exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader(PublishHeaders.ROUTING_KEY, "cptm8.benchm8.get.scan");
        exchange.getMessage().setHeader(PublishHeaders.MESSAGE_ID, "micro:" + ++number);
        exchange.getMessage().setBody(BODY);
        producer.process(exchange);
        var verdict = exchange.getMessage().getHeader(PublishHeaders.VERDICT, String.class);
        if (!verdict.equals("accepted")) {
            throw new IllegalStateException(verdict + ": " + exchange.getMessage().getHeader(PublishHeaders.WHY));
        }
        return verdict;
    }

    @TearDown(Level.Trial)
    public void close() {
        producer.stop();
        context.stop();
        broker.close();
        factory.destroy();
    }
}
