package io.cptm8.orchestratorm8.rabbitmq.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.Wire;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not be sent after a certain time is looked at last of all, behind whatever may hold it up. */
class TooLateTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_message_whose_time_is_over_is_not_sent_and_is_released(boolean awaitReceipt) throws Exception {
        var address = TestBroker.shared().newVirtualHost();
        try (var wire = Wire.to(address);
                var publishing = new Publishing(address);
                var context = new DefaultCamelContext()) {
            wire.topic("cptm8").queue("qlate").bind("qlate", "cptm8", "cptm8.late.#");
            var component = new RabbitmqPublishComponent();
            component.setBroker(publishing.broker());
            component.setMeters(new SimpleMeterRegistry());
            component.setWindow(10);
            component.setConfirmTimeout(Duration.ofSeconds(5));
            context.addComponent("rabbitmq-publish", component);
            context.start();

            var late = send(context, awaitReceipt, "late", System.nanoTime());
            assertThat(late.getMessage().getHeader(PublishHeaders.VERDICT)).isEqualTo("released");
            assertThat(late.getMessage().getHeader(PublishHeaders.WHY, String.class))
                    .contains("claim was over");
            assertThat(late.getMessage().getHeader(PublishHeaders.PENDING)).isNull();

            send(
                    context,
                    awaitReceipt,
                    "early",
                    System.nanoTime() + Duration.ofMinutes(1).toNanos());
            assertThat(wire.take("qlate", 1))
                    .singleElement()
                    .satisfies(received -> assertThat(received.messageId()).isEqualTo("early"));
        }
    }

    private static Exchange send(CamelContext context, boolean awaitReceipt, String id, long notAfter) {
        return context.createProducerTemplate()
                .request(
                        "rabbitmq-publish:cptm8?publisher=late&routingKey=cptm8.late.get.scan&awaitReceipt="
                                + awaitReceipt,
                        exchange -> {
                            exchange.getMessage().setBody("{}".getBytes(StandardCharsets.UTF_8));
                            exchange.getMessage()
                                    .setHeaders(new HashMap<>(Map.of(
                                            PublishHeaders.ROUTING_KEY,
                                            "cptm8.late.get.scan",
                                            PublishHeaders.MESSAGE_ID,
                                            id,
                                            PublishHeaders.NOT_AFTER,
                                            notAfter)));
                        });
    }
}
