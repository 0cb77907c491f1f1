package io.cptm8.orchestratorm8.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.LogCapture;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One bad file beside good ones, in the whole application. */
class BadFileTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path home;

    private void assertGoesOnWithout(TestApplication prepared, String problem) {
        try (var log = LogCapture.of("io.cptm8.orchestratorm8");
                var application = prepared.startAndAwaitReady();
                var wire = Wire.to(broker)) {
            var ready = application.get("/ready");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body()).contains("\"badFiles\":[\"" + problem).doesNotContain(home.toString());
            assertThat(log.messages()).anyMatch(line -> line.startsWith("ERROR " + home.resolve(problem)));

            database.execute("INSERT INTO cptm8domain (name) VALUES ('shop.example.com')");
            assertThat(wire.take("qasmm8", 1)).hasSize(1);
            await().atMost(Duration.ofSeconds(10))
                    .until(
                            () -> database.ask("SELECT state FROM orchestratorm8.request WHERE scanner = 'asmm8'"),
                            "done"::equals);
        }
    }

    @Test
    void a_scanner_with_a_misspelt_parameter_is_left_out_and_the_others_run() {
        assertGoesOnWithout(
                new TestApplication(home, database, broker)
                        .edit("routes/scanners/num8.yaml", "name: onChange", "name: onChnage"),
                "routes/scanners/num8.yaml:11:17: ");
    }

    @Test
    void a_scanner_that_is_not_yaml_is_left_out_and_the_others_run() {
        assertGoesOnWithout(
                new TestApplication(home, database, broker).write("routes/scanners/bad.yaml", "- a\n b: {"),
                "routes/scanners/bad.yaml:2:");
    }

    @Test
    void a_route_with_a_misspelt_step_is_left_out_and_the_others_run() {
        assertGoesOnWithout(
                new TestApplication(home, database, broker).edit("routes/gauges.yaml", "- process: {", "- proces: {"),
                "routes/gauges.yaml:20:");
    }

    @Test
    void a_route_with_an_unknown_option_is_left_out_and_the_others_run() {
        assertGoesOnWithout(
                new TestApplication(home, database, broker).edit("routes/ring.yaml", "autoDeclare:", "autoDecleare:"),
                "routes/ring.yaml:17:");
    }

    @Test
    void a_route_with_an_unknown_scheme_is_left_out_and_the_others_run() {
        assertGoesOnWithout(
                new TestApplication(home, database, broker)
                        .edit("routes/gauges.yaml", "uri: quartz:gauges", "uri: quarz:gauges"),
                "routes/gauges.yaml:12:");
    }

    @Test
    void a_file_of_two_routes_whose_second_is_bad_leaves_nothing_of_the_first_behind() {
        var prepared = new TestApplication(home, database, broker).write("routes/two.yaml", """
                        - route:
                            id: first
                            from:
                              uri: timer:first
                              steps:
                                - log: { message: "tick" }
                        - route:
                            id: second
                            from:
                              uri: direct:second
                              steps:
                                - to: nowhere:at-all
                        """);
        assertGoesOnWithout(prepared, "routes/two.yaml:12:");
    }

    @Test
    void a_route_that_every_scanner_needs_is_missed_by_ready() {
        try (var application = new TestApplication(home, database, broker)
                .edit("routes/schedule.yaml", "uri: quartz:schedule", "uri: quarz:schedule")
                .start()) {
            await().ignoreExceptions().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                var ready = application.get("/ready");
                assertThat(ready.body())
                        .contains(
                                "\"checks\":",
                                "\"state\":\"running\"",
                                "\"missingRoutes\":[\"schedule\",\"passes\"]",
                                "routes/schedule.yaml:12:");
                assertThat(ready.statusCode()).isEqualTo(503);
            });
        }
    }

    @Test
    void a_good_file_beside_is_not_mentioned() {
        try (var application = new TestApplication(home, database, broker).startAndAwaitReady()) {
            assertThat(application.get("/ready").body())
                    .doesNotContain("badFiles")
                    .contains("\"asmm8\":{\"state\":\"running\"}", "\"takeoverm8\":{\"state\":\"disabled\"}");
        }
    }
}
