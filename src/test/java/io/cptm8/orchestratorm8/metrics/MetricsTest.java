package io.cptm8.orchestratorm8.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path home;

    @Test
    void after_one_start_every_promised_series_is_there() {
        try (var application = new TestApplication(home, database, broker)
                        .edit("routes/gauges.yaml", "0/15 * * * * ?", "* * * * * ?")
                        .startAndAwaitReady();
                var wire = Wire.to(broker)) {
            database.execute("INSERT INTO cptm8domain (name) VALUES ('shop.example.com')");
            wire.take("qasmm8", 1);
            // The pauses of the collector are a series only after the first one.
            System.gc();
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                var metrics = application.get("/metrics");
                assertThat(metrics.headers().firstValue("content-type"))
                        .hasValue("text/plain; version=0.0.4; charset=utf-8");
                assertThat(metrics.body().lines())
                        .allMatch(line -> line.matches("# (HELP|TYPE) .*|[a-z_0-9]+(\\{.*})? (NaN|[-+0-9.E]+|[+]Inf)"))
                        .anyMatch(line -> line.equals("# TYPE message_publish_duration_seconds histogram"))
                        .anyMatch(
                                line -> line.matches(
                                        "message_publish_duration_seconds_bucket\\{exchange=\"cptm8\",routing_key=\"cptm8.asmm8.get.scan\",le=\".*\"} 1"))
                        .anyMatch(line -> line.equals("# TYPE database_query_duration_seconds histogram"))
                        .anyMatch(line -> line.matches(
                                "database_query_duration_seconds_bucket\\{query_type=\"claim\",le=\".*\"} [0-9]+"))
                        .anyMatch(line ->
                                line.matches("database_query_duration_seconds_count\\{query_type=\"settle-start\"} 1"))
                        .anyMatch(line -> line.equals(
                                "orchestratorm8_receipts_total{receipt=\"accepted\",scanner=\"asmm8\"} 1.0"))
                        .anyMatch(line -> line.equals("orchestratorm8_leader 1.0"))
                        .anyMatch(line -> line.equals("orchestratorm8_claims 0.0"))
                        .anyMatch(line -> line.equals("orchestratorm8_requests_leased{scanner=\"asmm8\"} 0.0"))
                        .anyMatch(line -> line.equals("orchestratorm8_requests_waiting{scanner=\"asmm8\"} 0.0"))
                        .anyMatch(line -> line.equals("orchestratorm8_requests_oldest_seconds{scanner=\"asmm8\"} 0.0"))
                        .anyMatch(line -> line.equals("orchestratorm8_reaction_seconds_count{scanner=\"asmm8\"} 1"))
                        .anyMatch(line -> line.startsWith("hikaricp_connections_active{pool=\"postgresql\"}"))
                        .anyMatch(line -> line.startsWith("rabbitmq_connections"))
                        .anyMatch(line -> line.startsWith("rabbitmq_published_total"))
                        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                        .anyMatch(line -> line.startsWith("jvm_gc_pause_seconds_count"))
                        .anyMatch(line -> line.startsWith("jvm_gc_memory_allocated_bytes_total"))
                        .anyMatch(line -> line.startsWith("jvm_threads_live_threads"));
                assertThat(metrics.body())
                        .doesNotContain(
                                broker.password(),
                                database.address().password(),
                                database.address().user());
            });
        }
    }

    @Test
    void requests_that_wait_are_counted_with_the_age_of_the_oldest() {
        try (var application = new TestApplication(home, database, broker)
                        .edit("routes/gauges.yaml", "0/15 * * * * ?", "* * * * * ?")
                        .startAndAwaitReady();
                var wire = Wire.to(broker)) {
            wire.unbind("qasmm8", "cptm8", "cptm8.asmm8.#");
            database.execute("INSERT INTO cptm8domain (name) VALUES ('a.example.com'), ('b.example.com')");
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(application.metric("orchestratorm8_requests_waiting", "scanner=\"asmm8\""))
                        .isEqualTo(2);
                assertThat(application.metric("orchestratorm8_requests_oldest_seconds", "scanner=\"asmm8\""))
                        .isPositive();
                assertThat(application.metric(
                                "orchestratorm8_receipts_total", "scanner=\"asmm8\"", "receipt=\"unroutable\""))
                        .isPositive();
            });
        }
    }
}
