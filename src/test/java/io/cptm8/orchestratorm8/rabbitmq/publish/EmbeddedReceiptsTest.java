package io.cptm8.orchestratorm8.rabbitmq.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.embedded.EmbeddedBroker;
import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Broker-J says the same things in another order and with other codes; the receipts are the same. */
@Timeout(60)
class EmbeddedReceiptsTest {

    private EmbeddedBroker broker;
    private Wire wire;
    private Publishing publishing;

    @BeforeEach
    void start() throws IOException {
        broker = new EmbeddedBroker(EmbeddedBroker.CPTM8_QUEUES);
        var at = broker.address();
        var address = new BrokerAddress(at.host(), at.port(), at.virtualHost(), at.user(), at.password());
        wire = Wire.to(address).topic("cptm8").bind("qasmm8", "cptm8", "cptm8.asmm8.#");
        publishing = new Publishing(address);
    }

    @AfterEach
    void close() {
        publishing.close();
        wire.close();
        broker.close();
    }

    @Test
    void a_message_that_no_queue_takes_is_unroutable_and_names_exchange_and_key() throws IOException {
        var answer = publishing.ask("cptm8", "cptm8.nobody.get.scan", "nobody:1:1");

        assertThat(answer.receipt()).isEqualTo(Receipt.UNROUTABLE);
        assertThat(answer.detail()).contains("exchange cptm8", "key cptm8.nobody.get.scan");
        assertThat(publishing.answers("nobody:1:1")).hasSize(1);
    }

    @Test
    void a_full_queue_answers_already_waiting_and_the_next_message_after_a_scanner_took_it_is_accepted()
            throws IOException {
        assertThat(publishing.ask("cptm8", "cptm8.asmm8.get.scan", "asmm8:1:1").receipt())
                .isEqualTo(Receipt.ACCEPTED);
        assertThat(publishing.ask("cptm8", "cptm8.asmm8.get.scan", "asmm8:2:1").receipt())
                .isEqualTo(Receipt.ALREADY_WAITING);
        assertThat(wire.drain("qasmm8")).hasSize(1);
        assertThat(publishing.ask("cptm8", "cptm8.asmm8.get.scan", "asmm8:3:1").receipt())
                .isEqualTo(Receipt.ACCEPTED);
    }
}
