package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.Received;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerDomainTest {

    private static final String FILE = "routes/scanners/takeoverm8.yaml";

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path home;

    @Test
    void key_form_and_content_of_a_message_are_what_the_scanners_file_says() {
        var prepared = new TestApplication(home, database, broker)
                .withTakeoverm8()
                .edit(
                        FILE,
                        "value: cptm8.takeoverm8.post.scan",
                        "value: \"cptm8.takeoverm8.get.scan/domain/${body[id]}\"")
                .edit(FILE, "name: body, value: bare", "name: body, value: envelope")
                .edit(FILE, "value: \"id,name,companyname\"", "value: \"companyname,name\"");
        try (var application = prepared.startAndAwaitReady();
                var wire = Wire.to(broker)) {
            database.execute("INSERT INTO cptm8domain (name, companyname) VALUES ('shop.example.com', 'Shop')");
            var key = "cptm8.takeoverm8.get.scan/domain/" + database.ask("SELECT id FROM cptm8domain");

            assertThat(wire.take("qtakeoverm8", 1)).singleElement().satisfies(message -> {
                assertThat(message.routingKey()).isEqualTo(key);
                assertThat(message.text())
                        .startsWith(
                                "{\"channel\":\"" + key
                                        + "\",\"payload\":{\"companyname\":\"Shop\",\"name\":\"shop.example.com\"},\"timestamp\":");
            });
            // One series, however many domains there are.
            assertThat(application.get("/metrics").body())
                    .contains("routing_key=\"cptm8.takeoverm8.get.scan/domain/")
                    .doesNotContain(key);
        }
    }

    @Test
    void ten_thousand_domains_in_one_insert_are_ten_thousand_messages_each_once_and_one_ring_start() {
        try (var application = new TestApplication(home, database, broker)
                        .withTakeoverm8()
                        .startAndAwaitReady();
                var wire = Wire.to(broker)) {
            database.execute(
                    "INSERT INTO cptm8domain (name) SELECT 'd' || i || '.example' FROM generate_series(1, 10000) i");

            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            database.count("SELECT count(*) FROM orchestratorm8.request WHERE state <> 'done'") == 0);
            var messages = wire.drain("qtakeoverm8");
            assertThat(messages).hasSize(10_000);
            var expected = database.rows(
                    "SELECT 'takeoverm8:' || id || ':' || generation FROM orchestratorm8.request WHERE scanner = 'takeoverm8'");
            assertThat(messages.stream().map(Received::messageId).collect(Collectors.toSet()))
                    .hasSize(10_000)
                    .containsAll(expected);
            assertThat(wire.drain("qasmm8")).hasSize(1);
        }
    }
}
