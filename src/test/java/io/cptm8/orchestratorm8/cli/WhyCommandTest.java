package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The answer in each state that a domain can be in. Of the scanners, asmm8 is in a ring and certm8 takes a domain each. */
@Timeout(60)
class WhyCommandTest {

    private final TestDatabase database = TestDatabase.fresh();

    @AutoClose
    private final PreparedDatabase prepared = PreparedDatabase.of(
            database,
            PreparedDatabase.ringScanner("asmm8", "naabum8"),
            PreparedDatabase.ringScanner("naabum8", "asmm8"),
            PreparedDatabase.scanner("certm8", true, null, Duration.ofHours(1)));

    @TempDir
    private Path temporary;

    private DatabaseHome home;

    @BeforeEach
    void prepare() throws IOException {
        home = new DatabaseHome(temporary, database.address());
        database.execute("INSERT INTO cptm8domain (name, companyname) VALUES ('shop.example.com', 'Shop Ltd.')");
    }

    private void requests(String assignments) {
        database.execute("UPDATE orchestratorm8.request SET " + assignments);
    }

    private void settled(String receipt) {
        requests(
                "state = 'done', attempt = 1, receipt = '%s', receipt_at = now() - interval '5 min', accepted_at = now() - interval '5 min'"
                        .formatted(receipt));
    }

    private String why(String domain) {
        var why = home.run("why", domain);
        assertThat(why.err()).isEmpty();
        assertThat(why.exitCode()).isZero();
        return why.out();
    }

    private String why() {
        return why("shop.example.com");
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper()
                .readTree(home.run("why", "--json", "shop.example.com").out());
    }

    @Test
    void a_domain_that_is_not_there() {
        var why = home.run("why", "other.example.com");

        assertThat(why.exitCode()).isEqualTo(1);
        assertThat(why.out()).isEmpty();
        assertThat(why.err())
                .isEqualToIgnoringNewLines(
                        "There is no domain other.example.com in cptm8domain; nothing asks for what is not there.");
    }

    @Test
    void a_domain_is_found_by_its_id_and_in_any_case_and_the_same_case_wins() {
        database.execute("INSERT INTO cptm8domain (name, enabled) VALUES ('SHOP.example.com', false)");
        var id = database.ask("SELECT id FROM cptm8domain WHERE name = 'shop.example.com'");

        assertThat(why(id)).startsWith("shop.example.com");
        assertThat(why("Shop.Example.Com")).startsWithIgnoringCase("shop.example.com");
        assertThat(why("SHOP.example.com")).containsPattern("SHOP.example.com +disabled: ");

        database.execute("INSERT INTO cptm8domain (name) VALUES ('Mail.example.com'), ('Bücher.example')");
        assertThat(why("mail.EXAMPLE.com")).startsWith("Mail.example.com");
        assertThat(why("BÜCHER.example")).startsWith("Bücher.example");
    }

    @Test
    void disabled() throws IOException {
        database.execute("UPDATE cptm8domain SET enabled = false");

        assertThat(why())
                .containsPattern("shop.example.com +disabled: nothing asks for it until enabled is true in cptm8domain")
                .containsPattern("certm8 +not asked for while the domain is disabled");
        assertThat(json().at("/scanners/0/state").asText()).isEqualTo("disabled");
    }

    @Test
    void waiting_with_its_place_in_the_queue() throws IOException {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('second.example.com')");

        assertThat(why())
                .containsPattern("shop.example.com +enabled, of Shop Ltd.")
                .containsPattern("certm8 +waiting since \\S+Z \\(\\d+ s ago\\), number 1 in the queue \\(new\\)");
        assertThat(why("second.example.com")).contains("number 2 in the queue");
        assertThat(json().at("/scanners/1/position").asInt()).isEqualTo(1);
    }

    @Test
    void waiting_so_far_back_that_it_is_not_counted_out() throws IOException {
        database.execute("""
                INSERT INTO orchestratorm8.request (domain_id, scanner, reason, due_at)
                SELECT gen_random_uuid(), 'certm8', 'new', now() - interval '1 h' FROM generate_series(1, 9999)""");
        assertThat(why()).contains("number 10000 in the queue");

        database.execute("""
                INSERT INTO orchestratorm8.request (domain_id, scanner, reason, due_at)
                SELECT gen_random_uuid(), 'certm8', 'new', now() - interval '1 h' FROM generate_series(1, 20)""");
        assertThat(why()).contains("beyond number 10,000 in the queue");
        assertThat(json().at("/scanners/1/position").asInt()).isEqualTo(10_001);
    }

    @Test
    void being_sent() {
        requests("claim = gen_random_uuid(), leased_until = now() + interval '1 min'");
        assertThat(why()).containsPattern("certm8 +being sent now, asked for \\S+Z");
        requests("leased_until = now() - interval '1 s'");
        assertThat(why()).containsPattern("certm8 +waiting since");
    }

    @Test
    void held_with_by_whom_until_when_and_why_before_whatever_else_it_waits_for() throws IOException {
        database.ask(
                "SELECT orchestratorm8.hold_scanner(NULL, E'move of the \u001b[31m office', 'ann@desk', 'sql', NULL)");
        assertThat(why())
                .containsPattern(
                        "certm8 +with all scanners held by ann@desk since \\S+Z \\(\\d+ s ago\\), until somebody resumes it: move of the \\\\u001B\\[31m office; asked for because: new");
        database.ask("SELECT orchestratorm8.hold_scanner('asmm8', 'its own', 'bob', 'sql', '2100-01-01T00:00Z')");
        requests("attempt = 1, due_at = now() + interval '1 min', last_error = '312 NO_ROUTE'");
        assertThat(why()).contains("; the last try: 312 NO_ROUTE").containsPattern("asmm8 +with all scanners held");
        assertThat(json().at("/scanners/1/state").asText()).isEqualTo("held");
        assertThat(json().at("/scanners/1/hold/who").asText()).isEqualTo("ann@desk");

        database.execute("DELETE FROM orchestratorm8.hold WHERE scanner IS NULL");
        assertThat(why())
                .containsPattern("asmm8 +held by bob since .* until 2100-01-01T00:00:00Z: its own")
                .containsPattern("certm8 +tried once");
        requests("receipt = 'ring busy', attempt = 0, due_at = 'infinity', last_error = 'run 12 is at naabum8'");
        assertThat(why())
                .containsPattern("asmm8 +the next round of its ring is for it, .*run 12 is at naabum8; held by bob");
        requests("claim = gen_random_uuid(), leased_until = now() + interval '1 min'");
        assertThat(why()).containsPattern("asmm8 +being sent now");
        database.execute("UPDATE cptm8domain SET enabled = false");
        assertThat(why()).containsPattern("asmm8 +not asked for while the domain is disabled");
    }

    @Test
    void cooling_down() throws IOException {
        settled("accepted");
        database.execute("UPDATE cptm8domain SET name = 'renamed.example.com'");

        assertThat(why("renamed.example.com"))
                .containsPattern("certm8 +cooling down until \\S+Z, asked for .* \\(renamed\\)");
        assertThat(database.ask("SELECT due_at - accepted_at FROM orchestratorm8.request WHERE scanner = 'certm8'"))
                .isEqualTo("01:00:00");
    }

    @Test
    void unroutable() {
        requests(
                "attempt = 3, receipt = 'unroutable', due_at = now() + interval '1 min', last_error = '312 NO_ROUTE: no queue is bound to exchange cptm8'");
        assertThat(why())
                .containsPattern(
                        "certm8 +tried 3 times and not accepted, again at \\S+Z: 312 NO_ROUTE: no queue is bound");
        requests("due_at = now() - interval '1 s'");
        assertThat(why()).containsPattern("certm8 +waiting since .*; the last try: 312 NO_ROUTE");
    }

    @Test
    void the_queue_is_full() {
        requests(
                "attempt = 1, receipt = 'already waiting', due_at = now() + interval '1 min', last_error = 'the queue refused it (nack): it is full, or its node is gone'");
        assertThat(why())
                .containsPattern(
                        "certm8 +tried once and not accepted, .*: the queue refused it \\(nack\\): it is full");
    }

    @Test
    void parked() throws IOException {
        requests("state = 'parked', receipt_at = now() - interval '3 h', last_error = 'the name ends in a number'");

        assertThat(why())
                .containsPattern(
                        "certm8 +parked since \\S+Z \\(3 h ago\\): the name ends in a number. Not sent until the name is corrected");
        assertThat(json().at("/scanners/1/error").asText()).isEqualTo("the name ends in a number");
    }

    @Test
    void given_up() {
        requests("state = 'cancelled', last_error = 'not ours any more'");
        assertThat(why()).containsPattern("certm8 +cancelled: .*\\(not ours any more\\)");
    }

    @Test
    void accepted_and_covered_by_a_start_that_waited() {
        settled("accepted");
        assertThat(why()).containsPattern("asmm8 +message accepted by the broker \\S+Z \\(5 min ago\\) \\(new\\)");
        settled("already waiting");
        assertThat(why()).containsPattern("asmm8 +covered by a start that was waiting already, \\S+Z \\(5 min ago\\)");
    }

    @Test
    void held_for_the_next_round_and_covered_by_it() throws IOException {
        requests("receipt = 'ring busy', receipt_at = now(), due_at = 'infinity', last_error = 'run 12 is at naabum8'");
        assertThat(why())
                .containsPattern(
                        "asmm8 +the next round of its ring is for it, asked for \\S+Z .*\\(new\\); when it was looked at, run 12 is at naabum8");
        assertThat(json().at("/scanners/0/state").asText()).isEqualTo("next round");
        settled("covered");
        assertThat(why()).containsPattern("asmm8 +covered by a round that has begun since, \\S+Z \\(5 min ago\\)");
    }

    @Test
    void never_asked_for() {
        database.execute("DELETE FROM orchestratorm8.request");
        assertThat(why()).containsPattern("certm8 +not yet asked for by the pass .* \\(first start\\)");
        database.execute("UPDATE orchestratorm8.scanner SET walk_reason = NULL");
        assertThat(why()).containsPattern("certm8 +never asked for; a change of the domain asks");
    }

    @Test
    void the_ring_is_busy_with_another_scanner() throws IOException {
        assertThat(why()).containsPattern("ring asmm8 +no run was heard of yet");
        database.ask("SELECT orchestratorm8.began('asmm8', '1')");
        database.execute("UPDATE orchestratorm8.hop SET begun_at = now() - interval '3 h'");
        database.ask(
                "SELECT turn FROM orchestratorm8.hear('1', NULL, 'asmm8', 'cptm8.naabum8.get.scan', 'complete', NULL)");
        database.execute("UPDATE orchestratorm8.hop SET begun_at = now() - interval '42 min' WHERE ended_at IS NULL");

        assertThat(why())
                .containsPattern("ring asmm8 +run 1 is at naabum8 since \\S+Z \\(42 min ago\\), usually not known yet");
        assertThat(json().at("/rings/0/scanner").asText()).isEqualTo("naabum8");

        database.execute(
                "INSERT INTO orchestratorm8.hop (run, scanner, begun_at, ended_at, status) SELECT 1, 'naabum8', d - interval '25 min', d, 'complete' FROM (SELECT now() - interval '1 day') AS day (d)");
        assertThat(why()).containsPattern("is at naabum8 since \\S+Z \\(42 min ago\\), usually 25 min");
        assertThat(json().at("/rings/0/usuallySeconds").asInt()).isEqualTo(1500);
    }

    @Test
    void the_ring_is_stuck_and_its_queue_says_why() {
        database.ask("SELECT orchestratorm8.began('asmm8', '1')");
        database.execute(
                "UPDATE orchestratorm8.hop SET state = 'stuck', restarts = 2, why = 'its start waits in qasmm8 and nobody consumes that'");

        assertThat(why())
                .contains("; stuck, started again 2 times; its start waits in qasmm8 and nobody consumes that");
    }

    @Test
    void the_ring_has_come_to_an_end() {
        database.ask("SELECT orchestratorm8.began('asmm8', '1')");
        database.execute("UPDATE orchestratorm8.hop SET ended_at = now(), status = 'given up'");
        database.execute("UPDATE orchestratorm8.run SET ended_at = now() - interval '1 h', outcome = 'given up'");

        assertThat(why()).containsPattern("ring asmm8 +nothing runs; run 1 ended \\S+Z \\(60 min ago\\), given up");
    }

    @Test
    void nobody_sends_anything_while_no_instance_runs_and_no_ring_starts_while_none_leads() throws Exception {
        assertThat(why())
                .containsPattern("instances +none is seen to listen on this database: nothing is sent until one runs");
        assertThat(json().get("instances").asInt()).isZero();

        try (var instance = database.connect();
                var statement = instance.createStatement()) {
            statement.execute("SET application_name = 'orchestratorm8 listen'");
            assertThat(why()).containsPattern("instances +none leads: no ring is started, and nothing is asked for");
            statement.execute("SELECT pg_try_advisory_lock(hashtext('orchestratorm8_request.leader'))");
            assertThat(why()).doesNotContain("instances");
            assertThat(json().get("led").asBoolean()).isTrue();
        }
    }

    @Test
    void a_name_that_moves_a_terminal_does_not() {
        database.execute("UPDATE cptm8domain SET name = E'a\\u001b[31m.example'");
        assertThat(why("a\u001b[31m.example"))
                .startsWith("a\\u001B[31m.example")
                .doesNotContain("\u001b");
    }

    @Test
    void a_database_that_is_not_prepared_is_told_and_one_that_is_away() {
        database.execute("DROP VIEW orchestratorm8.ring_now");
        var unprepared = home.run("why", "shop.example.com");
        assertThat(unprepared.exitCode()).isEqualTo(2);
        assertThat(unprepared.err())
                .contains("is not prepared for this version", "An instance prepares it at its start");
    }
}
