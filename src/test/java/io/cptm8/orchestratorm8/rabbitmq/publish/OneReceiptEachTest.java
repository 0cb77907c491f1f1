package io.cptm8.orchestratorm8.rabbitmq.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.FaultProxy;
import io.cptm8.orchestratorm8.testing.Received;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The books balance whatever happens to the connection. */
@Timeout(120)
class OneReceiptEachTest {

    private static final int MESSAGES = 10_000;

    @Test
    void every_message_gets_exactly_one_receipt_while_connections_are_cut_again_and_again() {
        var broker = TestBroker.shared().newVirtualHost();
        var random = new Random(20_260_101);
        try (var network = FaultProxy.to(broker.port());
                var wire = Wire.to(broker);
                var publishing = new Publishing(broker.through(network.port()))) {
            wire.topic("cptm8").queue("qmany").bind("qmany", "cptm8", "cptm8.many.#");
            var notSent = new HashSet<String>();
            var cuts = 0;
            for (var number = 0; number < MESSAGES; number++) {
                if (random.nextInt(500) == 0) {
                    network.cutAll();
                    cuts++;
                }
                var id = "m:" + number;
                try {
                    publishing.send("cptm8", "cptm8.many.get.scan", id);
                } catch (IOException e) {
                    notSent.add(id);
                    await().atMost(Duration.ofSeconds(10))
                            .until(() -> publishing.broker().accepting());
                }
            }

            await().atMost(Duration.ofSeconds(20)).until(() -> publishing.unconfirmed() == 0);
            var receipts = IntStream.range(0, MESSAGES)
                    .mapToObj(number -> "m:" + number)
                    .filter(id -> !notSent.contains(id))
                    .collect(Collectors.toMap(id -> id, publishing::answer));
            var byKind = receipts.values().stream()
                    .collect(Collectors.groupingBy(Publishing.Answer::receipt, Collectors.counting()));
            System.out.printf(
                    "messages %d, cuts %d, not sent %d, receipts %s%n", MESSAGES, cuts, notSent.size(), byKind);
            assertThat(cuts).isGreaterThan(5);
            assertThat(receipts.keySet())
                    .allSatisfy(id -> assertThat(publishing.answers(id)).as(id).hasSize(1));
            assertThat(notSent)
                    .allSatisfy(id -> assertThat(publishing.answers(id)).as(id).isEmpty());
            assertThat(receipts.size() + notSent.size()).isEqualTo(MESSAGES);
            assertThat(byKind.keySet()).isSubsetOf(Receipt.ACCEPTED, Receipt.UNKNOWN);

            var accepted = receipts.keySet().stream()
                    .filter(id -> receipts.get(id).receipt() == Receipt.ACCEPTED)
                    .collect(Collectors.toSet());
            var arrived = wire.take("qmany", accepted.size()).stream()
                    .map(Received::messageId)
                    .toList();
            assertThat(arrived).doesNotHaveDuplicates().containsAll(accepted);
            assertThat(receipts.keySet()).containsAll(arrived);
        }
    }
}
