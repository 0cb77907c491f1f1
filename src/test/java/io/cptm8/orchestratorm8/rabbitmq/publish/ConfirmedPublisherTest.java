package io.cptm8.orchestratorm8.rabbitmq.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The broker's word on a message while the broker is well. */
@Timeout(60)
class ConfirmedPublisherTest {

    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();
    private final Wire wire = Wire.to(broker);
    private final Publishing publishing = new Publishing(broker);

    @BeforeEach
    void topology() {
        // The embedded broker has its limit on this queue and takes no other's.
        wire.topic("cptm8").queue("qasmm8", Wire.ONE_WAITING).bind("qasmm8", "cptm8", "cptm8.asmm8.#");
    }

    @AfterEach
    void close() {
        publishing.close();
        wire.close();
    }

    @Test
    void a_message_that_a_queue_takes_is_accepted() throws IOException {
        var answer = publishing.ask("cptm8", "cptm8.asmm8.get.scan", "asmm8:1:1");

        assertThat(answer).isEqualTo(new Publishing.Answer(Receipt.ACCEPTED, null));
        assertThat(wire.drain("qasmm8")).singleElement().satisfies(message -> {
            assertThat(message.text()).isEqualTo("{\"id\":\"asmm8:1:1\"}");
            assertThat(message.exchange()).isEqualTo("cptm8");
            assertThat(message.routingKey()).isEqualTo("cptm8.asmm8.get.scan");
        });
    }

    @Test
    void a_message_carries_its_id_and_survives_a_restart_of_the_broker() throws IOException {
        var before = Instant.now().minusSeconds(2);

        publishing.ask("cptm8", "cptm8.asmm8.get.scan", "asmm8:7:3");

        var properties = wire.drain("qasmm8").get(0).properties();
        assertThat(properties.getMessageId()).isEqualTo("asmm8:7:3");
        assertThat(properties.getContentType()).isEqualTo("application/json");
        assertThat(properties.getDeliveryMode()).isEqualTo(2);
        assertThat(properties.getTimestamp().toInstant()).isBetween(before, Instant.now());
    }

    @Test
    void only_where_the_observer_listens_a_message_says_whose_it_is() throws IOException {
        wire.topic("cptm8.apart").queue("qapart", Map.of()).bind("qapart", "cptm8.apart", "#");

        publishing.ask("cptm8", "cptm8.asmm8.get.scan", "asmm8:8:1");
        publishing.ask("cptm8.apart", "cptm8.apart.get.scan", "apart:8:1");

        assertThat(wire.drain("qasmm8").get(0).properties().getHeaders().get("source"))
                .hasToString("orchestratorm8");
        assertThat(wire.drain("qapart").get(0).properties().getHeaders()).isNullOrEmpty();
    }

    @Test
    void a_full_queue_answers_already_waiting_at_once() throws IOException {
        publishing.ask("cptm8", "cptm8.asmm8.get.scan", "asmm8:1:1");
        var asked = System.nanoTime();

        var answer = publishing.ask("cptm8", "cptm8.asmm8.get.scan", "asmm8:2:1");

        assertThat(answer.receipt()).isEqualTo(Receipt.ALREADY_WAITING);
        assertThat(answer.detail()).contains("full");
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Publishing.CONFIRM_TIMEOUT);
        assertThat(wire.drain("qasmm8")).hasSize(1);
    }

    @Test
    void a_refused_message_does_not_spoil_the_next_one() throws IOException {
        publishing.ask("cptm8", "cptm8.asmm8.get.scan", "asmm8:1:1");
        publishing.ask("cptm8", "cptm8.asmm8.get.scan", "asmm8:2:1");
        wire.drain("qasmm8");

        assertThat(publishing.ask("cptm8", "cptm8.asmm8.get.scan", "asmm8:3:1").receipt())
                .isEqualTo(Receipt.ACCEPTED);
    }

    @Test
    void a_message_that_no_queue_takes_is_unroutable_and_names_exchange_and_key() throws IOException {
        var answer = publishing.ask("cptm8", "cptm8.nobody.get.scan", "nobody:1:1");

        assertThat(answer.receipt()).isEqualTo(Receipt.UNROUTABLE);
        assertThat(answer.detail()).contains("exchange cptm8", "key cptm8.nobody.get.scan");
        assertThat(publishing.answers("nobody:1:1")).hasSize(1);
    }

    @Test
    void unroutable_and_accepted_messages_between_each_other_are_told_apart() throws IOException {
        wire.queue("qmany").bind("qmany", "cptm8", "cptm8.many.#");
        for (var number = 0; number < 1_000; number++) {
            publishing.send(
                    "cptm8",
                    number % 3 == 0 ? "cptm8.nobody.get.scan" : "cptm8.many.get.scan",
                    "many:" + number + ":1");
        }

        for (var number = 0; number < 1_000; number++) {
            assertThat(publishing.answer("many:" + number + ":1").receipt())
                    .isEqualTo(number % 3 == 0 ? Receipt.UNROUTABLE : Receipt.ACCEPTED);
            assertThat(publishing.answers("many:" + number + ":1")).hasSize(1);
        }
        assertThat(wire.take("qmany", 666)).hasSize(666);
    }

    @Test
    @RealRabbitMq
    void a_missing_exchange_leaves_what_is_out_unknown_and_the_next_message_goes_on_a_new_channel() throws IOException {
        publishing.ask("cptm8", "cptm8.asmm8.get.scan", "asmm8:1:1");

        var answer = publishing.ask("nowhere", "cptm8.asmm8.get.scan", "asmm8:2:1");

        assertThat(answer.receipt()).isEqualTo(Receipt.UNKNOWN);
        assertThat(answer.detail()).contains("NOT_FOUND", "nowhere");
        wire.drain("qasmm8");
        assertThat(publishing.ask("cptm8", "cptm8.asmm8.get.scan", "asmm8:3:1").receipt())
                .isEqualTo(Receipt.ACCEPTED);
        assertThat(List.of(
                        publishing.answers("asmm8:1:1"),
                        publishing.answers("asmm8:2:1"),
                        publishing.answers("asmm8:3:1")))
                .allSatisfy(answers -> assertThat(answers).hasSize(1));
        assertThat(publishing.unconfirmed()).isZero();
    }
}
