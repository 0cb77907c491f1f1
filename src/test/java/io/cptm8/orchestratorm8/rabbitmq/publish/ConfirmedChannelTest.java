package io.cptm8.orchestratorm8.rabbitmq.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.TestBroker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A channel that ends in the middle of a publish. */
@Timeout(60)
class ConfirmedChannelTest {

    @Test
    @RealRabbitMq
    void a_message_during_whose_publish_the_broker_closes_the_channel_says_why() throws Exception {
        var broker = TestBroker.shared().newVirtualHost();
        try (var connection = broker.connectionFactory().newConnection("test")) {
            var channel = closedBeforePublishReturns(connection.createChannel());
            var listenerHeardTooLate = new ArrayList<Runnable>();
            var answers = new ArrayList<String>();
            var confirmed = new ConfirmedChannel(channel, listenerHeardTooLate::add);

            confirmed.publish(new Outstanding(
                    "nowhere",
                    "cptm8.asmm8.get.scan",
                    new AMQP.BasicProperties.Builder().messageId("asmm8:1:1").build(),
                    new byte[] {'{', '}'},
                    (receipt, detail) -> answers.add(receipt + " " + detail)));
            listenerHeardTooLate.forEach(Runnable::run);

            assertThat(answers).singleElement().asString().contains("UNKNOWN", "NOT_FOUND", "nowhere");
        }
    }

    @Test
    @RealRabbitMq
    void a_message_that_the_client_counts_and_cannot_write_ends_the_channel_so_that_no_confirm_is_taken_for_another()
            throws Exception {
        var broker = TestBroker.shared().newVirtualHost();
        try (var connection = broker.connectionFactory().newConnection("test")) {
            var answers = new ArrayList<String>();
            var confirmed = new ConfirmedChannel(connection.createChannel(), Runnable::run);
            var properties = new AMQP.BasicProperties.Builder().messageId("asmm8:1:1");
            var noFieldValue =
                    properties.headers(Map.of("header", new Object())).build();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> confirmed.publish(new Outstanding(
                            "", "nowhere", noFieldValue, new byte[0], (receipt, detail) -> answers.add(detail))));

            assertThat(confirmed.isOpen()).isFalse();
            assertThat(connection.isOpen()).isTrue();
            assertThat(answers).isEmpty();
        }
    }

    private static Channel closedBeforePublishReturns(Channel channel) {
        return (Channel) Proxy.newProxyInstance(
                Channel.class.getClassLoader(), new Class<?>[] {Channel.class}, (proxy, method, arguments) -> {
                    try {
                        var result = method.invoke(channel, arguments);
                        if (method.getName().equals("basicPublish")) {
                            await().until(() -> !channel.isOpen());
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
