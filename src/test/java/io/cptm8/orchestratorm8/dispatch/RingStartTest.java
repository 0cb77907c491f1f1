package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RingStartTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final io.cptm8.orchestratorm8.testing.BrokerAddress broker =
            TestBroker.shared().newVirtualHost();

    @TempDir
    private Path home;

    @Test
    void one_insert_puts_exactly_one_start_message_into_qasmm8() {
        try (var application = new TestApplication(home, database, broker).startAndAwaitReady();
                var wire = Wire.to(broker)) {
            database.execute("INSERT INTO cptm8domain (name) VALUES ('shop.example.com')");

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> database.ask("SELECT state FROM orchestratorm8.request"), "done"::equals);
            var messages = wire.drain("qasmm8");
            assertThat(messages).hasSize(1);
            var message = messages.get(0);
            assertThat(message.exchange()).isEqualTo("cptm8");
            assertThat(message.routingKey()).isEqualTo("cptm8.asmm8.get.scan");
            assertThat(message.text())
                    .matches(
                            "\\{\"channel\":\"cptm8\\.asmm8\\.get\\.scan\",\"timestamp\":\"[0-9T:.-]+Z\",\"source\":\"orchestratorm8\"}");
            assertThat(message.properties().getDeliveryMode()).isEqualTo(2);
            assertThat(message.properties().getContentType()).isEqualTo("application/json");
            assertThat(message.messageId())
                    .isEqualTo("asmm8:" + database.ask("SELECT id || ':' || generation FROM orchestratorm8.request"));
            assertThat(application.metric("orchestratorm8_receipts_total", "scanner=\"asmm8\"", "receipt=\"accepted\""))
                    .isEqualTo(1);
        }
    }
}
