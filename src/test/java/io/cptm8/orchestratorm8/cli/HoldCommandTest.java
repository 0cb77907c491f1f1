package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cptm8.orchestratorm8.testing.Cli;
import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code hold}, {@code resume}, {@code run} and {@code audit} do and refuse, without an instance. */
@Timeout(60)
class HoldCommandTest {

    @TempDir
    private static Path temporary;

    private static TestDatabase database;
    private static PreparedDatabase prepared;
    private static DatabaseHome home;

    @BeforeAll
    static void prepare() throws IOException {
        database = TestDatabase.fresh();
        prepared = PreparedDatabase.of(
                database,
                PreparedDatabase.ringScanner("asmm8", "naabum8"),
                PreparedDatabase.ringScanner("naabum8", "asmm8"),
                PreparedDatabase.scanner("takeoverm8"));
        home = new DatabaseHome(temporary, database.address());
    }

    @AfterAll
    static void end() {
        prepared.close();
    }

    @BeforeEach
    void nothing_is_held_and_one_domain_is_fine_and_one_is_not() {
        database.execute("DELETE FROM orchestratorm8.hold; DELETE FROM cptm8domain; DELETE FROM orchestratorm8.run");
        database.execute("INSERT INTO cptm8domain (name) VALUES ('shop.example.com'), ('192.0.2.7')");
    }

    private static Cli run(String... arguments) {
        return home.run(arguments);
    }

    private static JsonNode json(String... arguments) throws IOException {
        var words = new ArrayList<>(List.of(arguments));
        words.add("--json");
        return new ObjectMapper().readTree(run(words.toArray(String[]::new)).out());
    }

    private static void assertRefused(Cli refused, String message, String action, String object) {
        assertThat(refused.exitCode()).as(refused.out()).isEqualTo(2);
        assertThat(refused.err()).contains(message, "Nothing was changed.").doesNotContain("\tat ");
        assertThat(
                        database.ask(
                                "SELECT action || ' ' || object || ' ' || outcome || ': ' || detail FROM orchestratorm8.audit ORDER BY id DESC LIMIT 1"))
                .startsWith("%s %s refused: ".formatted(action, object))
                .contains(message);
    }

    @Test
    void a_hold_is_told_with_its_end_and_what_it_replaces_and_resume_ends_it() throws IOException {
        var held = run("hold", "asmm8", "--why", "it is broken", "--as", "ann@desk");
        assertThat(held.exitCode()).as(held.err()).isZero();
        assertThat(held.out())
                .containsPattern(
                        "asmm8 is held by ann@desk since \\S+Z \\(\\d+ s ago\\), until somebody resumes it: it is broken\\.");
        var again = run("hold", "asmm8", "--why", "still", "--until", "2100-01-01T01:00+01:00");
        assertThat(again.out())
                .containsPattern("asmm8 is held by " + System.getProperty("user.name")
                        + "@\\S+ since .* until 2100-01-01T00:00:00Z: still")
                .containsPattern("Instead of: held by ann@desk .*: it is broken\\.");
        assertThat(json("hold", "--all", "--why", "move", "--for", "2h")
                        .at("/held/0/until")
                        .asText())
                .endsWith("Z");

        var resumed = run("resume", "asmm8");
        assertThat(resumed.exitCode()).isZero();
        assertThat(resumed.out())
                .containsPattern("asmm8 goes on; it was held by .*: still\\.")
                .containsPattern("asmm8 is still with all scanners held by .*: move\\.");
        assertThat(run("resume", "asmm8").exitCode()).isEqualTo(1);
        assertThat(run("resume", "--all").out())
                .containsPattern("Every scanner goes on; it was with all scanners held");
        assertThat(run("resume", "--all").out()).contains("No scanner is held.");
    }

    @Test
    void what_is_refused_is_said_and_is_in_the_audit() {
        assertRefused(run("hold", "nmap8", "--why", "x"), "There is no scanner \"nmap8\".", "hold", "nmap8");
        assertThat(run("resume", "nmap8").err()).contains("These there are: asmm8, naabum8, takeoverm8.");
        assertRefused(run("hold", "asmm8", "--why", " "), "The reason is missing", "hold", "asmm8");
        assertRefused(run("hold", "--all", "--why", "x", "--until", "18:00"), "--until 18:00", "hold", "every scanner");
        assertRefused(run("hold", "asmm8", "--why", "x", "--for", "soon"), "--for soon", "hold", "asmm8");
        assertRefused(run("hold", "asmm8", "--why", "x", "--for", "9999999d"), "up to 3650d", "hold", "asmm8");
        assertRefused(
                run("hold", "asmm8", "--why", "x", "--until", "+999999-01-01T00:00Z"),
                "is no time with a zone",
                "hold",
                "asmm8");
        assertRefused(
                run("hold", "asmm8", "--why", "x", "--until", "2020-01-01T00:00Z"),
                "2020-01-01T00:00:00Z is not in the future.",
                "hold",
                "asmm8");
        assertRefused(
                run("hold", "asmm8", "--why", "x", "--for", "1h", "--until", "2100-01-01T00:00Z"),
                "Both --until and --for are given",
                "hold",
                "asmm8");
        assertRefused(run("run", "asmm8", "--domain", "b.example"), "There is no domain \"b.example\"", "run", "asmm8");
        assertRefused(run("run", "nmap8", "--all"), "There is no scanner \"nmap8\".", "run", "nmap8");
        assertThat(run("hold", "--why", "x").exitCode()).isEqualTo(2);
        assertThat(run("hold", "asmm8", "--all", "--why", "x").err()).contains("either SCANNER, or --all");
        assertThat(run("run", "asmm8").err()).contains("either --domain NAME, or --all");
        assertThat(run("run", "asmm8", "--all", "--wait", "2d").err()).contains("--wait 2d: it can be 0 to 1h");
        assertThat(database.count("SELECT count(*) FROM orchestratorm8.hold")).isZero();
    }

    @Test
    void a_user_who_may_not_is_told_the_grants_and_with_them_may() throws IOException {
        database.executeAsSuperuser("CREATE ROLE porter LOGIN PASSWORD '%s'"
                .formatted(database.address().password()));
        home.user("porter");
        try {
            var refused = run("hold", "asmm8", "--why", "x");
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err())
                    .contains("does not let user \"porter\" do this", "Nothing was changed.", "GRANT USAGE");
            database.executeAsSuperuser(refused.err().substring(refused.err().indexOf("GRANT USAGE")));

            assertThat(run("hold", "asmm8", "--why", "x").exitCode()).isZero();
            assertThat(run("run", "asmm8", "--all", "--wait", "1s").out()).contains("waits, held by");
            assertThat(run("run", "asmm8", "--all", "--dry-run").out()).contains("Kept back: held by");
            assertThat(run("resume", "asmm8").exitCode()).isZero();
            assertThat(run("audit").exitCode()).isZero();
        } finally {
            home.user(database.address().user());
            database.executeAsSuperuser("DROP OWNED BY porter; DROP ROLE porter;");
        }
    }

    @Test
    void a_run_that_takes_too_long_is_refused_and_says_so() {
        // As the server says it after statement_timeout.
        database.execute(
                "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'canceled' USING ERRCODE = '57014'; END$$;"
                        + "CREATE TRIGGER slow BEFORE INSERT OR UPDATE ON orchestratorm8.request FOR EACH ROW EXECUTE FUNCTION slow()");
        try {
            assertRefused(run("run", "asmm8", "--all"), "It takes longer than ", "run", "asmm8");
        } finally {
            database.execute("DROP FUNCTION slow CASCADE");
        }
    }

    @Test
    void a_run_prints_its_requests_and_says_that_nobody_has_claimed_them() throws IOException {
        database.execute("DELETE FROM orchestratorm8.request");
        var asked = run("run", "takeoverm8", "--domain", "shop.example.com", "--wait", "0");
        assertThat(asked.exitCode()).as(asked.err()).isZero();
        var request =
                database.ask("SELECT id FROM orchestratorm8.request WHERE reason = 'asked' AND state = 'waiting'");
        assertThat(asked.out()).containsPattern(request + " +shop.example.com +waits, no receipt yet");

        assertThat(run("run", "takeoverm8", "--all", "--wait", "200ms").exitCode())
                .isEqualTo(1);
        assertThat(json("run", "takeoverm8", "--all", "--wait", "0")
                        .path("inAll")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void a_dry_run_says_what_would_be_sent_where_and_what_keeps_it_back_and_writes_nothing() throws IOException {
        database.execute("DELETE FROM orchestratorm8.request");
        var audit = database.count("SELECT count(*) FROM orchestratorm8.audit");

        var ring = run("run", "asmm8", "--domain", "shop.example.com", "--dry-run");
        assertThat(ring.exitCode()).as(ring.out() + ring.err()).isZero();
        assertThat(ring.out())
                .contains(
                        "asmm8 would get one start, which stands for 1 domain: exchange cptm8, routing key cptm8.asmm8.get.scan, for queue qasmm8.",
                        "  shop.example.com",
                        "This is a dry run: nothing was written.");

        var each = run("run", "takeoverm8", "--all", "--dry-run");
        assertThat(each.exitCode()).isEqualTo(1);
        assertThat(each.out())
                .contains("takeoverm8 would get 1 message: exchange cptm8, routing key cptm8.takeoverm8.post.scan")
                .contains("Kept back: its file says enabled: false")
                .containsPattern("192.0.2.7 +kept back, it would be parked: .*ends in a number");

        run("hold", "--all", "--why", "move", "--as", "ann");
        database.ask("SELECT orchestratorm8.began('asmm8', 'm1')");
        var held = json("run", "asmm8", "--all", "--dry-run");
        assertThat(held.path("messages").asInt()).isEqualTo(1);
        assertThat(held.at("/hold/who").asText()).isEqualTo("ann");
        assertThat(held.path("ringBusy").asText()).matches("ring busy: run \\d+ is at asmm8; .*");
        assertThat(held.at("/domains/0/note").asText()).contains("would be parked");

        assertThat(run("run", "nmap8", "--all", "--dry-run").exitCode()).isEqualTo(2);
        assertThat(database.count("SELECT count(*) FROM orchestratorm8.request"))
                .isZero();
        assertThat(database.count("SELECT count(*) FROM orchestratorm8.audit"))
                .as("only the hold")
                .isEqualTo(audit + 1);
    }

    @Test
    void the_audit_is_listed_the_newest_first_and_moves_no_terminal() throws IOException {
        run("hold", "asmm8", "--why", "a\u001b[31m", "--as", "ann");
        run("resume", "asmm8", "--as", "bob");

        var audit = run("audit", "--limit", "2");
        assertThat(audit.exitCode()).isZero();
        assertThat(audit.out().lines()).hasSize(3);
        assertThat(audit.out())
                .containsPattern("Z +bob +cli +resume +asmm8 +done +ends what ann held: a\\\\u001B\\[31m\\R")
                .containsPattern("Z +ann +cli +hold +asmm8 +done +a\\\\u001B\\[31m; with an open end\\R")
                .doesNotContain("\u001b");
        assertThat(json("audit", "--limit", "1").at("/audit/0/who").asText()).isEqualTo("bob");
        assertThat(run("audit", "--limit", "0").err()).contains("--limit 0: it can be 1 to 10000.");
    }
}
