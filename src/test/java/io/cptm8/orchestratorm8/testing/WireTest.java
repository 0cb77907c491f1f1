package io.cptm8.orchestratorm8.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@RealRabbitMq
class WireTest {

    @Test
    void messages_come_out_in_order_with_their_way() {
        try (Wire wire = Wire.to(TestBroker.shared().newVirtualHost())) {
            wire.topic("cptm8").queue("q").bind("q", "cptm8", "cptm8.asmm8.#");
            wire.publish("cptm8", "cptm8.asmm8.get.scan", "first").publish("cptm8", "cptm8.asmm8.get", "second");
            wire.publish("cptm8", "cptm8.num8.get.scan", "for somebody else");

            assertThat(wire.take("q", 2))
                    .extracting(Received::toString)
                    .containsExactly("cptm8/cptm8.asmm8.get.scan null first", "cptm8/cptm8.asmm8.get null second");
            assertThat(wire.depth("q")).isZero();
        }
    }

    @Test
    void a_virtual_host_is_new_and_a_full_scanner_queue_refuses() throws Exception {
        try (Wire one = Wire.to(TestBroker.shared().newVirtualHost()).queue("q", Wire.ONE_WAITING);
                Wire two = Wire.to(TestBroker.shared().newVirtualHost()).queue("q", Wire.ONE_WAITING)) {
            var word = new BrokerWord(one.channel());
            one.publish("", "q", "waits");
            assertThat(word.accepted()).isTrue();
            one.publish("", "q", "is refused");
            assertThat(word.accepted()).isFalse();

            assertThat(one.depth("q")).isOne();
            assertThat(two.depth("q")).isZero();
        }
    }
}
