package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.rabbitmq.publish.Receipt;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void every_receipt_of_the_broker_is_a_verdict_under_the_same_name() {
        assertThat(Arrays.stream(Receipt.values()).map(Receipt::text))
                .containsExactly(Verdict.ACCEPTED, Verdict.ALREADY_WAITING, Verdict.UNROUTABLE, Verdict.UNKNOWN);
    }
}
