package io.cptm8.orchestratorm8.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import io.cptm8.orchestratorm8.testing.BrokerWord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EmbeddedBrokerTest {

    private static final Map<String, Object> RABBITMQ_LIMIT = Map.of("x-max-length", 1, "x-overflow", "reject-publish");
    private static final String KEY = "cptm8.asmm8.get.scan";

    private static EmbeddedBroker broker;

    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private Connection connection;
    private Channel channel;
    private BrokerWord word;

    @BeforeAll
    static void start() throws IOException {
        broker = new EmbeddedBroker(EmbeddedBroker.CPTM8_QUEUES);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void declareAsTheScannersDo() throws Exception {
        connection = broker.address().connectionFactory().newConnection();
        channel = connection.createChannel();
        channel.exchangeDeclare("cptm8", "topic", true);
        channel.queueDeclare("qasmm8", true, false, false, RABBITMQ_LIMIT);
        channel.queueBind("qasmm8", "cptm8", "cptm8.asmm8.#");
        word = new BrokerWord(channel);
        channel.addConfirmListener(
                (tag, multiple) -> answers.add("ack " + tag), (tag, multiple) -> answers.add("nack " + tag));
        channel.addReturnListener(message -> answers.add("returned " + message.getReplyCode()));
    }

    @AfterEach
    void disconnect() throws IOException {
        channel.queuePurge("qasmm8");
        connection.close();
    }

    @Test
    void a_bounded_queue_takes_one_message_and_nacks_the_next() throws Exception {
        assertThat(publish(KEY, true)).isTrue();
        assertThat(publish(KEY, true)).isFalse();
        assertThat(publish(KEY, true)).isFalse();

        assertThat(channel.messageCount("qasmm8")).isEqualTo(1);
        assertThat(answers).startsWith("ack 1", "nack 2");
    }

    @Test
    void a_refused_message_comes_back_as_506_after_its_nack() throws Exception {
        publish(KEY, true);
        publish(KEY, true);
        publish(KEY, true);

        assertThat(answers).startsWith("ack 1", "nack 2", "returned 506", "nack 3");
    }

    @Test
    void an_unroutable_message_comes_back_as_312_after_its_nack() throws Exception {
        assertThat(publish("cptm8.nobody.get.scan", true)).isFalse();
        publish(KEY, true);

        assertThat(answers).containsExactly("nack 1", "returned 312", "ack 2");
    }

    @Test
    void a_message_that_a_consumer_holds_still_takes_its_place() throws Exception {
        publish(KEY, true);
        var held = channel.basicGet("qasmm8", false).getEnvelope().getDeliveryTag();

        assertThat(publish(KEY, true)).isFalse();
        channel.basicAck(held, false);
        assertThat(publish(KEY, true)).isTrue();
    }

    @Test
    void a_queue_without_a_limit_is_declared_by_its_client_like_anywhere() throws Exception {
        channel.queueDeclare("qreportingm8", true, false, false, Map.of());
        channel.exchangeDeclare("scheduler", "topic", true);
        channel.queueBind("qreportingm8", "scheduler", "scheduler.qreportingm8.#");

        for (var i = 0; i < 5; i++) {
            channel.basicPublish(
                    "scheduler", "scheduler.qreportingm8.x", MessageProperties.PERSISTENT_BASIC, new byte[0]);
            assertThat(word.accepted()).isTrue();
        }
        assertThat(channel.messageCount("qreportingm8")).isEqualTo(5);
    }

    @Test
    void takes_any_list_of_bounded_queues() throws Exception {
        try (var other = new EmbeddedBroker(List.of(new BoundedQueue("q", 2)));
                var client = other.address().connectionFactory().newConnection();
                var publisher = client.createChannel()) {
            var word = new BrokerWord(publisher);
            for (var accepted : List.of(true, true, false)) {
                publisher.basicPublish("", "q", true, MessageProperties.PERSISTENT_BASIC, new byte[0]);
                assertThat(word.accepted()).isEqualTo(accepted);
            }
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new BoundedQueue("q", 0));
    }

    @Test
    void nobody_gets_in_without_the_password() {
        var factory = broker.address().connectionFactory();
        factory.setPassword("guess");

        assertThatThrownBy(factory::newConnection).isInstanceOf(PossibleAuthenticationFailureException.class);
        assertThat(broker.address().toString()).doesNotContain(broker.address().password());
    }

    @Test
    void says_nothing_on_the_console() throws Exception {
        var console = System.out;
        var said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said));
        try {
            new EmbeddedBroker(List.of()).close();
        } finally {
            System.setOut(console);
        }
        assertThat(said.toString()).isEmpty();
    }

    @Test
    void can_be_closed_twice_and_is_gone_then() throws Exception {
        var other = new EmbeddedBroker(List.of());
        other.close();
        other.close();

        assertThatThrownBy(() -> other.address().connectionFactory().newConnection())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void a_start_that_fails_says_why() {
        var twice = List.of(new BoundedQueue("q", 1), new BoundedQueue("q", 1));
        var log = (Logger) LoggerFactory.getLogger("org.apache.qpid");
        log.setLevel(Level.OFF);
        try {
            assertThatThrownBy(() -> new EmbeddedBroker(twice))
                    .isInstanceOf(IOException.class)
                    .hasMessage("The embedded broker did not start: "
                            + "its virtual host is not active; the broker's log tells why");
        } finally {
            log.setLevel(Level.WARN);
        }
    }

    private boolean publish(String routingKey, boolean mandatory) throws Exception {
        channel.basicPublish("cptm8", routingKey, mandatory, MessageProperties.PERSISTENT_BASIC, new byte[] {'x'});
        return word.accepted();
    }
}
