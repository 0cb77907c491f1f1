package io.cptm8.orchestratorm8.rabbitmq.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.RabbitCluster;
import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One queue confirms nothing, and everything else on the connection is well. */
@RealRabbitMq
@Timeout(240)
class SilentQueueTest {

    @AutoClose
    private final RabbitCluster cluster = RabbitCluster.launch();

    @Test
    void a_quorum_queue_without_majority_costs_its_channel_and_not_the_connection_that_others_share()
            throws IOException {
        var node = cluster.addresses().get(0);
        try (var wire = Wire.to(node)) {
            wire.topic("cptm8")
                    .queue("qcopied", Map.of("x-queue-type", "quorum"))
                    .bind("qcopied", "cptm8", "cptm8.copied.#")
                    .queue("qclassic")
                    .bind("qclassic", "cptm8", "cptm8.classic.#");
        }
        try (var silent = new Publishing(node)) {
            assertThat(silent.ask("cptm8", "cptm8.copied.x", "c:1:1").receipt()).isEqualTo(Receipt.ACCEPTED);
            var others = silent.broker().openChannel();
            others.confirmSelect();
            cluster.pause(1);
            cluster.pause(2);

            var answer = silent.ask("cptm8", "cptm8.copied.x", "c:2:1");

            assertThat(answer.receipt()).isEqualTo(Receipt.UNKNOWN);
            assertThat(answer.detail()).contains("no confirm within");
            // A new channel of the silent publisher; that of the others was never touched.
            assertThat(silent.askUntilSent("cptm8", "cptm8.classic.x", "c:3:1").receipt())
                    .isEqualTo(Receipt.ACCEPTED);
            assertThat(others.isOpen()).isTrue();

            cluster.resume(1);
            cluster.resume(2);
            assertThat(silent.askUntilSent("cptm8", "cptm8.copied.x", "c:4:1").receipt())
                    .isEqualTo(Receipt.ACCEPTED);
            assertThat(silent.answers("c:2:1")).hasSize(1);
        }
    }
}
