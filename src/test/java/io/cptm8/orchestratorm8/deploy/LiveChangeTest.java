package io.cptm8.orchestratorm8.deploy;

import static io.cptm8.orchestratorm8.deploy.Routes.perDomain;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.LogCapture;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are saved, broken and deleted while the application runs. */
class LiveChangeTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String CERTM8 = "routes/scanners/certm8.yaml";

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path home;

    @AutoClose
    private LogCapture log;

    @AutoClose
    private Wire wire;

    @AutoClose
    private TestApplication application;

    @BeforeEach
    void start() {
        log = LogCapture.of("io.cptm8.orchestratorm8");
        application = new TestApplication(home, database, broker).startAndAwaitReady();
        wire = Wire.to(broker);
    }

    @AfterEach
    void nothingOfThisIsABug() {
        assertThat(log.messages()).noneMatch(line -> line.contains("This is a bug"));
    }

    private void awaitLog(String text) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(log.messages()).anyMatch(line -> line.contains(text)));
    }

    private void awaitRunning(String scanner) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(application.get("/ready").body())
                        .contains("\"" + scanner + "\":{\"state\":\"running\"}"));
    }

    private void addDomain(String name) {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('%s')".formatted(name));
    }

    private void save(String text) {
        application.write(CERTM8, text);
    }

    private void deployCertm8() {
        save(perDomain("certm8"));
        awaitRunning("certm8");
    }

    @Test
    void a_new_scanners_file_is_all_that_a_new_scanner_needs() {
        addDomain("before.example.com");
        deployCertm8();
        assertThat(wire.take("qcertm8", 1))
                .singleElement()
                .satisfies(
                        message -> assertThat(new String(message.body(), UTF_8)).contains("before.example.com"));
        addDomain("after.example.com");
        assertThat(wire.take("qcertm8", 1))
                .singleElement()
                .satisfies(
                        message -> assertThat(new String(message.body(), UTF_8)).contains("after.example.com"));
    }

    @Test
    void a_changed_file_changes_what_is_sent() {
        deployCertm8();
        save(perDomain("certm8", "{ name: body, value: bare }", "{ name: content, value: name }"));
        awaitLog("the new version of its file runs");
        addDomain("shop.example.com");
        assertThat(wire.take("qcertm8", 1))
                .singleElement()
                .satisfies(message ->
                        assertThat(new String(message.body(), UTF_8)).isEqualTo("{\"name\":\"shop.example.com\"}"));
    }

    @Test
    void a_broken_file_leaves_its_last_good_version_running() {
        deployCertm8();
        save(perDomain("certm8", "{ name: crom, value: x }"));
        awaitLog("The last good version of it runs, and so does everything else.");
        assertThat(application.get("/ready").body())
                .contains("\"badFiles\":[\"routes/scanners/certm8.yaml:9", "the last good version runs");
        assertThat(application.metric("orchestratorm8_route_file_wrong", "file=\"certm8.yaml\""))
                .isEqualTo(1);
        addDomain("shop.example.com");
        assertThat(wire.take("qcertm8", 1)).hasSize(1);
        save(perDomain("certm8"));
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(application.get("/ready").body()).doesNotContain("badFiles"));
    }

    @Test
    void a_deleted_file_takes_its_scanner_with_it_and_no_other() throws IOException {
        deployCertm8();
        Files.delete(home.resolve(CERTM8));
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(application.get("/ready").body()).doesNotContain("certm8"));
        addDomain("shop.example.com");
        assertThat(wire.take("qasmm8", 1)).hasSize(1);
        assertThat(database.count("SELECT count(*) FROM orchestratorm8.request WHERE scanner = 'certm8'"))
                .isZero();
    }

    @Test
    void a_new_file_cannot_take_a_queue_from_a_scanner_that_runs() {
        deployCertm8();
        application.write("routes/scanners/aaa.yaml", perDomain("aaa").replace("value: qaaa", "value: qcertm8"));
        awaitLog("routes/scanners/aaa.yaml:6");
        awaitRunning("certm8");
        assertThat(application.get("/ready").body()).doesNotContain("\"aaa\"");
    }

    @Test
    void a_changed_template_changes_the_scanners_made_of_it() {
        deployCertm8();
        application.edit(
                "routes/templates/per-domain.yaml",
                "                            - process: { id: guard, ref: guard }\n",
                "                            - process: { id: guard, ref: guard }\n                            - log: { message: \"seen by the new template\" }\n");
        awaitLog("Scanner certm8 (" + home.resolve(CERTM8) + "): the new version of its file runs");
        addDomain("shop.example.com");
        assertThat(wire.take("qcertm8", 1)).hasSize(1);
    }

    @Test
    void a_template_that_breaks_a_scanner_that_runs_is_at_fault_itself() {
        deployCertm8();
        application.edit(
                "routes/templates/per-domain.yaml",
                "name: content, defaultValue: \"id,name,companyname\", required: false,",
                "name: content,");
        awaitLog("templates/per-domain.yaml:1:1: with this template a scanner that runs could not run any more");
        addDomain("shop.example.com");
        assertThat(wire.take("qcertm8", 1)).hasSize(1);
    }

    @Test
    void a_plain_route_is_exchanged_and_its_timer_goes_on() {
        application.edit("routes/gauges.yaml", "0/15 * * * * ?", "0/1 * * * * ?");
        awaitLog("routes/gauges.yaml: the new version is in use");
        deployCertm8();
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(application.get("/metrics").body())
                        .contains("orchestratorm8_requests_waiting{scanner=\"certm8\"} 0.0"));
    }

    @Test
    void counters_go_on_over_an_exchange() {
        deployCertm8();
        addDomain("one.example.com");
        assertThat(wire.take("qcertm8", 1)).hasSize(1);
        save(perDomain("certm8", "{ name: body, value: bare }"));
        awaitLog("the new version of its file runs");
        addDomain("two.example.com");
        assertThat(wire.take("qcertm8", 1)).hasSize(1);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(application.metric(
                                "orchestratorm8_receipts_total", "scanner=\"certm8\"", "receipt=\"accepted\""))
                        .isEqualTo(2));
        System.gc();
        assertThat(application.metric("orchestratorm8_unconfirmed", "scanner=\"certm8\""))
                .isZero();
    }

    @Test
    void a_folder_that_is_away_for_a_moment_takes_nothing_with_it() throws IOException {
        Files.move(home.resolve("routes"), home.resolve("away"));
        awaitLog("there is no such folder any more");
        addDomain("shop.example.com");
        assertThat(wire.take("qasmm8", 1)).hasSize(1);
        Files.move(home.resolve("away"), home.resolve("routes"));
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(application.get("/ready").body()).doesNotContain("badFiles"));
    }
}
