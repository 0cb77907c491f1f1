package io.cptm8.orchestratorm8.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.Received;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Domains that were there before: before the first start, before a scanner, before the table itself. */
class FirstStartTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path homes;

    private int starts;

    @Test
    void domains_from_before_the_first_start_are_one_ring_start_and_a_message_each_and_nothing_at_the_second_start() {
        database.execute(
                "INSERT INTO cptm8domain (name, enabled) SELECT 'd' || i || '.example', i <= 20 FROM generate_series(1, 25) i");
        try (var application = application().withTakeoverm8().withManyTokens().startAndAwaitReady();
                var wire = Wire.to(broker)) {
            awaitFinished(40);
            assertThat(wire.drain("qasmm8")).hasSize(1);
            assertThat(wire.drain("qtakeoverm8"))
                    .hasSize(20)
                    .extracting(Received::messageId)
                    .doesNotHaveDuplicates();
        }
        try (var application = application().withTakeoverm8().withManyTokens().startAndAwaitReady();
                var wire = Wire.to(broker)) {
            // What comes after the start is dispatched: by then so would be what the start brings about.
            database.execute("INSERT INTO cptm8domain (name) VALUES ('later.example')");
            awaitFinished(42);
            assertThat(wire.drain("qtakeoverm8"))
                    .singleElement()
                    .extracting(Received::text)
                    .asString()
                    .contains("later.example");
            assertThat(wire.drain("qasmm8")).hasSize(1);
            assertThat(database.count("SELECT max(generation) FROM orchestratorm8.request"))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_scanner_that_is_added_later_is_sent_every_domain_and_one_that_is_removed_nothing_new() throws IOException {
        database.execute("INSERT INTO cptm8domain (name) SELECT 'd' || i || '.example' FROM generate_series(1, 20) i");
        try (var application = application().startAndAwaitReady();
                var wire = Wire.to(broker)) {
            awaitFinished(20);
            assertThat(wire.drain("qasmm8")).hasSize(1);
        }
        var second = application().withTakeoverm8();
        Files.delete(second.home().resolve("routes/scanners/asmm8.yaml"));
        try (var application = second.startAndAwaitReady();
                var wire = Wire.to(broker)) {
            awaitFinished(40);
            database.execute("INSERT INTO cptm8domain (name) VALUES ('later.example')");
            awaitFinished(41);
            assertThat(wire.drain("qtakeoverm8")).hasSize(21);
            assertThat(wire.drain("qasmm8")).isEmpty();
        }
    }

    @Test
    void a_database_without_the_platforms_table_is_waited_for_and_all_starts_by_itself_when_it_is_there() {
        database.execute("ALTER TABLE cptm8domain RENAME TO not_yet");
        try (var application = application().start();
                var wire = Wire.to(broker)) {
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> application.get("/ready").body().contains("still being prepared"));
            assertThat(application.get("/health").statusCode()).isEqualTo(200);

            database.execute(
                    "ALTER TABLE not_yet RENAME TO cptm8domain; INSERT INTO cptm8domain (name) VALUES ('a.example')");

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> application.get("/ready").statusCode() == 200);
            awaitFinished(1);
            assertThat(wire.take("qasmm8", 1)).hasSize(1);
        }
    }

    private TestApplication application() {
        return new TestApplication(homes.resolve("start" + ++starts), database, broker);
    }

    private void awaitFinished(int requests) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> database.count("SELECT count(*) FROM orchestratorm8.request") == requests
                        && TestApplication.isIdle(database));
    }
}
