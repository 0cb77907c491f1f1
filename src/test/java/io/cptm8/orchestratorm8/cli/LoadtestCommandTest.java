package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.DefaultConsumer;
import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.ChildJvm;
import io.cptm8.orchestratorm8.testing.Cli;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class LoadtestCommandTest {

    /** What an instance's people own: none of it may ever be touched. The second one looks like ours, but for its id. */
    private static final String OWN = """
            INSERT INTO cptm8domain (name, companyname) VALUES ('shop.example.com', 'Shop'),
                ('d1.r0badcafe.loadtest.example', 'orchestratorm8 loadtest 0badcafe')""";

    private static final String OURS =
            "SELECT count(*) FROM cptm8domain WHERE id::text LIKE '________-10ad-8e57-8000-%'";
    private static final String REQUESTS =
            "SELECT count(*) FROM orchestratorm8.request WHERE domain_id::text LIKE '________-10ad-8e57-8000-%'";

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path temporary;

    private TestApplication application;
    private Wire wire;
    private String requestsBefore;
    private int rounds;

    @BeforeEach
    void prepare() throws IOException {
        var secrets = Files.createDirectory(temporary.resolve("secrets"));
        Files.writeString(
                secrets.resolve("postgresql_username"), database.address().user());
        Files.writeString(
                secrets.resolve("postgresql_user_password"), database.address().password());
        Files.writeString(secrets.resolve("rabbitmq_username"), broker.user());
        Files.writeString(secrets.resolve("rabbitmq_password"), broker.password());
        application = new TestApplication(temporary.resolve("home"), database, broker)
                .withTakeoverm8()
                // The command is another process: it has these from the files, not from the test's environment.
                .set("database.host", database.address().host())
                .set("database.port", "" + database.address().port())
                .set("database.name", database.address().name())
                .set("rabbitmq.host", broker.host())
                .set("rabbitmq.port", "" + broker.port())
                .set("rabbitmq.virtual-host", broker.virtualHost())
                .set("scanners.takeoverm8.enabled", "true")
                .set("secrets.directory", secrets.toString());
    }

    @AfterEach
    void end() {
        if (wire != null) {
            wire.close();
        }
        application.close();
    }

    private void start() {
        application.startAndAwaitReady();
        wire = Wire.to(broker);
        database.execute(OWN);
        await().atMost(Duration.ofSeconds(30)).until(() -> TestApplication.isIdle(database));
        wire.drain("qtakeoverm8");
        wire.drain("qasmm8");
        requestsBefore = requestsEver();
    }

    private String[] arguments(String... more) {
        var arguments = new ArrayList<>(
                List.of("loadtest", "--database", database.address().name(), "--domains", "300", "--concurrency", "4"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private Cli run(String... more) {
        return Cli.run(application.home(), arguments(more));
    }

    private ChildJvm begin(String... more) throws IOException {
        var scratch = Files.createDirectory(temporary.resolve("tmp" + ++rounds));
        return ChildJvm.start(application.home(), scratch, Map.of(), arguments(more));
    }

    /** Never comes to an end by itself: nobody works for its scanner. */
    private ChildJvm beginEndless() throws IOException {
        database.execute("INSERT INTO orchestratorm8.scanner (name, on_change) VALUES ('nobody8', false)"
                + " ON CONFLICT (name) DO NOTHING");
        var child = begin("--yes", "--real-scanners", "--scanner", "nobody8", "--patience", "600");
        await("domains of the load test: " + child.output())
                .atMost(Duration.ofSeconds(60))
                .until(() -> database.count(OURS) == 300);
        return child;
    }

    private void assertOnlyOwnAreLeft() {
        assertThat(database.count(OURS)).isZero();
        assertThat(database.count(REQUESTS)).isZero();
        assertThat(database.rows("SELECT name FROM cptm8domain ORDER BY name"))
                .containsExactly("d1.r0badcafe.loadtest.example", "shop.example.com");
        assertThat(database.count("SELECT count(*) FROM orchestratorm8.request WHERE state = 'done'"))
                .isEqualTo(4);
    }

    private String requestsEver() {
        return database.ask("SELECT last_value FROM orchestratorm8.request_id_seq");
    }

    private void assertRefused(Cli refused, String... words) {
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
        assertThat(refused.err()).contains(words).doesNotContain("\tat ");
        assertThat(refused.out()).isEmpty();
        // Whatever was written and removed again would have moved it.
        assertThat(requestsEver()).isEqualTo(requestsBefore);
    }

    @Test
    void all_are_accepted_measured_and_removed_and_nobody_elses() throws IOException {
        start();
        var run = run("--yes");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("every request has come to its end", "300 domains", "Removed 300 domains of this run.")
                .containsPattern("takeoverm8 +300 accepted +in [\\d.]+ s, [\\d,]+/s")
                .containsPattern("commit to accepted, at most +[\\d.]+ m?s +[\\d.]+ m?s +[\\d.]+ m?s +[\\d.]+ m?s")
                .containsPattern("until claimed +[\\d.]+ m?s")
                .containsPattern("asmm8 +[\\d,]+ accepted");
        // In lines, as there is no terminal; and what it is about to do.
        assertThat(run.err())
                .containsPattern("takeoverm8 +300 +qtakeoverm8 +0 +300 messages")
                .containsPattern("(?m)^100 %  300 written, 600 accepted")
                .contains("rabbitmqctl purge_queue qtakeoverm8")
                .doesNotContain("\u001b", "\r");
        assertOnlyOwnAreLeft();
        assertThat(wire.drain("qtakeoverm8")).hasSize(300);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("loadtest"));
    }

    @Test
    void with_one_scanner_named_no_other_is_asked_and_json_says_the_same() throws IOException {
        start();

        var run = run("--yes", "--scanner", "takeoverm8", "--json", "--batch", "50");

        assertThat(run.exitCode()).as(run.err()).isZero();
        var json = new ObjectMapper().readTree(run.out());
        assertThat(json.path("scanners").findValuesAsText("name")).containsExactly("takeoverm8");
        var scanner = json.path("scanners").path(0);
        assertThat(scanner.path("answered").asInt()).isEqualTo(300);
        assertThat(scanner.path("atMost").path("count").asInt()).isEqualTo(300);
        assertThat(scanner.path("atMost").path("p50").asLong())
                .isPositive()
                .isGreaterThanOrEqualTo(scanner.path("atLeast").path("p50").asLong())
                .isLessThanOrEqualTo(scanner.path("atMost").path("max").asLong());
        assertThat(json.path("transactions").path("count").asInt()).isEqualTo(6);
        assertThat(wire.drain("qtakeoverm8")).hasSize(300);
        assertThat(wire.drain("qasmm8")).isEmpty();
        assertOnlyOwnAreLeft();
    }

    @Test
    void a_scanner_that_does_not_start_on_change_can_be_asked_too() {
        start();
        database.execute("UPDATE orchestratorm8.scanner SET on_change = false WHERE name = 'takeoverm8'");

        var run = run("--yes", "--scanner", "takeoverm8");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).containsPattern("takeoverm8 +300 accepted");
        assertThat(wire.drain("qasmm8")).isEmpty();
        assertOnlyOwnAreLeft();
    }

    @Test
    void what_is_not_named_meant_or_possible_is_refused_and_nothing_is_written() {
        start();
        var name = database.address().name();

        assertRefused(
                Cli.run(application.home(), "loadtest", "--yes"),
                "the settings point to database " + name + " at 127.0.0.1:",
                "--database " + name);
        assertRefused(
                Cli.run(application.home(), "loadtest", "--yes", "--database", "cptm8x"),
                "--database cptm8x is not where the settings point to: that is database " + name);
        assertRefused(run(), "300 domains", "Nobody can be asked here", "add --yes", "Nothing was written.");
        assertRefused(
                run("--yes", "--scanner", "nikto8"), "There is no scanner nikto8", "Name one with --scanner: asmm8, ");
        assertRefused(run("--batch", "0"), "--batch 0: it can be 1 to 10000. Nothing was written.");
        assertRefused(run("--patience", "3601"), "--patience 3601: it can be 1 to 3600");
        assertRefused(
                Cli.run(application.home(), "loadtest", "--domains=1000001"),
                "--domains 1000001: it can be 1 to 1000000");
        assertRefused(
                Cli.run(application.home(), "loadtest", "--concurrency=201"), "--concurrency 201: it can be 1 to 200");
        database.execute("UPDATE orchestratorm8.scanner SET on_change = false");
        assertRefused(run("--yes"), "No scanner starts on change", "--scanner");
        application.close();
        assertRefused(run("--yes"), "No OrchestratorM8 works on this database", "orchestratorm8 launch");
    }

    @Test
    void a_scanner_that_listens_is_not_sent_anything_unless_that_is_meant() throws IOException {
        start();
        wire.channel().basicConsume("qasmm8", true, new DefaultConsumer(wire.channel()));

        // Not asked, but a round of the ring would look at the domains, whoever begins it.
        assertRefused(
                run("--yes", "--scanner", "takeoverm8"), "asmm8 would really scan these domains", "--real-scanners");

        assertThat(run("--yes", "--scanner", "takeoverm8", "--real-scanners").exitCode())
                .isZero();
        assertOnlyOwnAreLeft();
    }

    @Test
    void a_user_without_the_rights_is_told_the_grants() throws IOException {
        start();
        database.executeAsSuperuser("CREATE ROLE reads LOGIN PASSWORD '%s'; GRANT SELECT ON cptm8domain TO reads;"
                .formatted(database.address().password()));
        Files.writeString(temporary.resolve("secrets/postgresql_username"), "reads");
        try {
            assertRefused(
                    run("--yes"),
                    "\"reads\" may not do on",
                    "GRANT USAGE ON SCHEMA orchestratorm8 TO reads;",
                    "GRANT SELECT, INSERT, DELETE ON \"public\".cptm8domain TO reads;",
                    "GRANT SELECT, DELETE ON orchestratorm8.request TO reads;");
        } finally {
            database.executeAsSuperuser("DROP OWNED BY reads; DROP ROLE reads;");
        }
    }

    @Test
    void a_run_that_is_stopped_removes_what_it_wrote_and_keeps_the_signals_code() throws IOException {
        start();
        try (var child = beginEndless()) {
            assertRefusedWhileAnotherRuns();

            assertThat(child.terminate()).isEqualTo(143);

            assertThat(child.standardError()).contains("Interrupted: removing what was written.");
            assertThat(child.standardOutput()).contains("interrupted.", "Removed 300 domains of this run.");
        }
        assertOnlyOwnAreLeft();
    }

    private void assertRefusedWhileAnotherRuns() {
        var second = run("--yes");
        assertThat(second.exitCode()).isEqualTo(2);
        assertThat(second.err()).contains("Another load test has database");
        var clean = run("--clean");
        assertThat(clean.exitCode()).isEqualTo(2);
        assertThat(database.count(OURS)).isEqualTo(300);
    }

    @Test
    void what_a_killed_run_left_is_removed_by_clean_and_by_the_next_run() throws IOException {
        start();
        killOne();
        var clean = run("--clean");
        assertThat(clean.exitCode()).as(clean.err()).isZero();
        assertThat(clean.out()).contains("Removed 300 domains of 1 earlier run.");
        assertOnlyOwnAreLeft();
        assertThat(run("--clean").out()).contains("Nothing was left.");

        // As a pass over the domains can leave it that read them just before they went.
        database.execute("INSERT INTO orchestratorm8.request (domain_id, scanner, reason) VALUES"
                + " ('0badf00d-10ad-8e57-8000-000000000001', 'nobody8', 'schedule')");
        assertThat(run("--clean").out()).contains("Removed 0 domains of 1 earlier run.");
        assertOnlyOwnAreLeft();

        killOne();
        var next = run("--yes", "--scanner", "asmm8");
        assertThat(next.exitCode()).as(next.out() + next.err()).isZero();
        assertThat(next.err())
                .contains(
                        "First, 300 domains are removed that earlier runs left",
                        "Removed 300 domains of 1 earlier run.");
        assertOnlyOwnAreLeft();
    }

    private void killOne() throws IOException {
        try (var child = beginEndless()) {
            child.close();
            child.awaitEnd();
        }
        // The server notices that its session is gone, and gives up the lock.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> database.count(
                                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'orchestratorm8 loadtest'")
                        == 0);
        assertThat(database.count(OURS)).isEqualTo(300);
    }

    @Test
    void requests_that_are_not_answered_end_with_1_are_counted_and_are_removed() {
        start();
        wire.unbind("qtakeoverm8", "cptm8", "cptm8.takeoverm8.#");

        var run = run("--yes", "--real-scanners", "--scanner", "takeoverm8", "--patience", "3");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "nothing was answered any more",
                        "takeoverm8: 300 waiting, unroutable: no queue is bound for the key",
                        "312 NO_ROUTE",
                        "Removed 300 domains of this run.")
                .doesNotContain("commit to accepted");
        assertOnlyOwnAreLeft();
    }

    @Test
    void a_writer_that_is_refused_ends_the_run_with_1_and_what_was_written_is_removed() {
        start();
        database.execute("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF NEW.name LIKE 'd200.%' THEN RAISE EXCEPTION 'not this one'; END IF; RETURN NEW;
                END $$;
                CREATE TRIGGER refuse BEFORE INSERT ON cptm8domain FOR EACH ROW EXECUTE FUNCTION refuse()""");

        var run = run("--yes");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("it failed, for the reason below", "A writer was refused: ERROR: not this one");
        assertOnlyOwnAreLeft();
    }
}
