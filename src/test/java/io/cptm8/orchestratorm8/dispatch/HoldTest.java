package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.Cli;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A scanner that is held gets nothing, from any of two instances, until it is resumed or the time has come. */
@Timeout(120)
class HoldTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private static Path homes;

    private static TestDatabase database;
    private static BrokerAddress broker;
    private static TestApplication one;
    private static TestApplication other;
    private static Wire wire;

    @BeforeAll
    static void start() {
        database = TestDatabase.fresh();
        broker = TestBroker.shared().newVirtualHost();
        one = application("one").startAndAwaitReady();
        other = application("other").startAndAwaitReady();
        wire = Wire.to(broker);
    }

    @AfterAll
    static void end() {
        wire.close();
        other.close();
        one.close();
    }

    @AfterEach
    void resume() {
        command("resume", "--all");
        await().atMost(LIMIT).until(() -> TestApplication.isIdle(database));
        wire.drain("qtakeoverm8");
        wire.drain("qasmm8");
    }

    private static TestApplication application(String name) {
        return new TestApplication(homes.resolve(name), database, broker)
                .withTakeoverm8()
                .withManyTokens()
                .withCommands(homes.resolve(name + "-secrets"))
                .edit("routes/gauges.yaml", "0/15 * * * * ?", "* * * * * ?");
    }

    private static Cli command(String... arguments) {
        return Cli.run(homes.resolve("one"), arguments);
    }

    private static void hold(String... arguments) {
        var words = new java.util.ArrayList<>(Arrays.asList("hold", "--why", "a test"));
        words.addAll(Arrays.asList(arguments));
        var held = command(words.toArray(String[]::new));
        assertThat(held.exitCode()).as(held.err()).isZero();
    }

    private static void insert(String name) {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('" + name + "')");
    }

    /** Whatever it could claim, it has. */
    private static void awaitLooks(TestApplication application) {
        var before = looks(application);
        await("two looks for work").atMost(LIMIT).until(() -> looks(application) >= before + 2);
    }

    private static double looks(TestApplication application) {
        return application.metric("database_query_duration_seconds_count", "query_type=\"due-scanners\"");
    }

    private static String state(String domain, String scanner) {
        return database.ask(
                "SELECT r.state || ' ' || r.attempt FROM orchestratorm8.request r JOIN cptm8domain d ON d.id = r.domain_id WHERE d.name = '%s' AND r.scanner = '%s'"
                        .formatted(domain, scanner));
    }

    @Test
    void no_instance_claims_for_it_nor_one_that_starts_meanwhile_and_resume_sends_what_waits() {
        hold("takeoverm8");
        insert("held.example.com");
        awaitLooks(one);
        awaitLooks(other);
        assertThat(state("held.example.com", "takeoverm8")).isEqualTo("waiting 0");
        assertThat(wire.take("qasmm8", 1)).as("another scanner goes on").hasSize(1);

        other.close();
        other = application("restarted").startAndAwaitReady();
        awaitLooks(other);
        assertThat(state("held.example.com", "takeoverm8")).isEqualTo("waiting 0");

        assertThat(command("resume", "takeoverm8").exitCode()).isZero();
        assertThat(wire.take("qtakeoverm8", 1)).hasSize(1);
    }

    @Test
    void all_are_held_by_one_hold_and_a_ring_is_not_started_before_it_is_over() {
        hold("--all", "--for", "2s");
        insert("later.example.com");

        assertThat(wire.take("qasmm8", 1)).hasSize(1);
        assertThat(wire.take("qtakeoverm8", 1)).hasSize(1);
        assertThat(database.ask("""
                        SELECT bool_and(r.accepted_at > h.until) FROM orchestratorm8.hold h, orchestratorm8.request r
                        JOIN cptm8domain d ON d.id = r.domain_id WHERE d.name = 'later.example.com' AND r.state = 'done'""")).isEqualTo("t");
    }

    @Test
    void a_run_of_a_scanner_that_is_held_waits_and_says_who_holds_it() throws IOException {
        insert("asked.example.com");
        await().atMost(LIMIT).until(() -> TestApplication.isIdle(database));
        wire.drain("qtakeoverm8");
        hold("takeoverm8", "--as", "ann@desk");

        var waits = command("run", "takeoverm8", "--domain", "asked.example.com", "--wait", "1h");
        assertThat(waits.exitCode()).as(waits.err()).isEqualTo(1);
        assertThat(waits.out()).containsPattern("asked.example.com +waits, held by ann@desk since .*: a test");
        assertThat(command("why", "asked.example.com").out()).containsPattern("takeoverm8 +held by ann@desk");

        command("resume", "takeoverm8");
        assertThat(wire.take("qtakeoverm8", 1)).hasSize(1);
        var sent = command("run", "takeoverm8", "--domain", "ASKED.example.com", "--wait", "30s", "--json");
        assertThat(sent.exitCode()).as(sent.out()).isZero();
        var json = new ObjectMapper().readTree(sent.out());
        assertThat(json.at("/requests/0/receipt").asText()).isEqualTo("accepted");
        assertThat(json.at("/requests/0/name").asText()).isEqualTo("asked.example.com");
        assertThat(wire.take("qtakeoverm8", 1))
                .singleElement()
                .satisfies(message -> assertThat(message.messageId())
                        .startsWith(
                                "takeoverm8:" + json.at("/requests/0/request").asLong() + ":"));
    }

    @Test
    void a_run_of_a_ring_is_one_start_whatever_the_number_of_domains() {
        insert("first.example.com");
        insert("second.example.com");
        await().atMost(LIMIT).until(() -> TestApplication.isIdle(database));
        wire.drain("qasmm8");

        var run = command("run", "asmm8", "--all", "--wait", "30s");

        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out()).containsPattern("first.example.com +accepted").contains("second.example.com");
        assertThat(wire.take("qasmm8", 1)).hasSize(1);
    }

    @Test
    void a_name_that_is_no_domain_is_parked_by_a_run_as_by_a_change() {
        insert("192.0.2.9");
        await().atMost(LIMIT).until(() -> "parked 1".equals(state("192.0.2.9", "takeoverm8")));

        var run = command("run", "takeoverm8", "--domain", "192.0.2.9", "--wait", "30s");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).containsPattern("192.0.2.9 +parked: .*ends in a number");
    }

    @Test
    void whoever_looks_sees_that_it_is_held() {
        hold("takeoverm8", "--as", "ann@desk", "--until", "2100-01-01T00:00Z");

        assertThat(one.get("/ready").body())
                .containsPattern(
                        "\"takeoverm8\":\\{\"state\":\"running\",\"held\":\"since \\S+Z until 2100-01-01T00:00:00Z\"}")
                .contains("\"status\":\"ready\"", "\"asmm8\":{\"state\":\"running\"}")
                .doesNotContain("ann@desk", "a test");
        assertThat(command("scanners").out())
                .containsPattern("takeoverm8 .* by ann@desk until 2100-01-01T00:00:00Z: a test ")
                .containsPattern("asmm8 .* 1/s +no ");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(other.metric("orchestratorm8_held", "scanner=\"takeoverm8\""))
                        .isEqualTo(1));
        assertThat(other.metric("orchestratorm8_held", "scanner=\"asmm8\"")).isZero();
    }
}
