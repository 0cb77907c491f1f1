package io.cptm8.orchestratorm8.operate;

import static io.cptm8.orchestratorm8.testing.PreparedDatabase.ringScanner;
import static io.cptm8.orchestratorm8.testing.PreparedDatabase.scanner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cptm8.orchestratorm8.postgres.Databases;
import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.util.PSQLException;

/** What people do by hand, as the database decides it: holds, runs, and the audit of both. */
class HoldFunctionsTest {

    private static TestDatabase database;
    private static PreparedDatabase prepared;
    private long seen;

    @BeforeAll
    static void prepare() {
        database = TestDatabase.fresh();
        prepared = PreparedDatabase.of(
                database,
                ringScanner("asmm8", "naabum8"),
                ringScanner("naabum8", "asmm8"),
                scanner("certm8", false, null, Duration.ofHours(1)));
    }

    @AfterAll
    static void end() {
        prepared.close();
    }

    @BeforeEach
    void nothing_is_held_and_there_is_no_domain() {
        database.execute("DELETE FROM orchestratorm8.hold; DELETE FROM cptm8domain");
        seen = database.count("SELECT coalesce(max(id), 0) FROM orchestratorm8.audit");
    }

    private static String hold(String scanner, String reason, String until) {
        return database.ask(
                "SELECT orchestratorm8.hold_scanner(%s, '%s', 'ann', 'sql', %s)".formatted(scanner, reason, until));
    }

    private static String resume(String scanner) {
        return database.ask("SELECT orchestratorm8.resume_scanner(%s, 'bob', 'api')".formatted(scanner));
    }

    private static List<String> held() {
        return database.rows("SELECT scanner, reason, who, until FROM orchestratorm8.held ORDER BY scanner");
    }

    private List<String> audit() {
        return database.rows(
                "SELECT who, via, action, object, outcome, detail FROM orchestratorm8.audit WHERE id > %d ORDER BY id"
                        .formatted(seen));
    }

    private static void assertRefused(String call, String state, String message) {
        assertThatThrownBy(() -> database.ask("SELECT orchestratorm8." + call))
                .hasMessageContaining(message)
                .hasMessageContaining("Nothing was changed.")
                .cause()
                .isInstanceOfSatisfying(
                        PSQLException.class,
                        thrown -> assertThat(thrown.getSQLState()).isEqualTo(state));
    }

    @Test
    void a_hold_is_in_force_until_its_end_and_another_of_the_same_scanner_replaces_it() {
        var first = hold("'asmm8'", "broken", "NULL");
        var since = database.ask("SELECT since FROM orchestratorm8.held");
        assertThat(hold("'asmm8'", "mended soon", "'2100-01-01T00:00Z'")).isEqualTo(first);
        hold("NULL", "move", "'infinity'");

        assertThat(held()).containsExactly("asmm8|mended soon|ann|2100-01-01 00:00:00+00", "null|move|ann|null");
        assertThat(database.ask("SELECT since FROM orchestratorm8.held WHERE scanner = 'asmm8'"))
                .isEqualTo(since);
        assertThat(audit())
                .containsExactly(
                        "ann|sql|hold|asmm8|done|broken; with an open end",
                        "ann|sql|hold|asmm8|done|mended soon; until 2100-01-01T00:00:00Z; instead of, by ann: broken",
                        "ann|sql|hold|every scanner|done|move; with an open end");

        database.execute("UPDATE orchestratorm8.hold SET until = now()");
        assertThat(held()).isEmpty();
        assertThat(resume("NULL")).as("what is over is not ended").isEqualTo("0");
    }

    @Test
    void resume_ends_the_hold_of_one_or_all_and_says_in_the_audit_what_it_ended() {
        hold("'asmm8'", "broken", "NULL");
        hold("'certm8'", "slow", "NULL");
        hold("NULL", "move", "NULL");

        assertThat(resume("'asmm8'")).isEqualTo("1");
        assertThat(held()).hasSize(2);
        assertThat(resume("'asmm8'")).isEqualTo("0");
        assertThat(resume("NULL")).isEqualTo("2");
        assertThat(held()).isEmpty();
        assertThat(audit().subList(3, 7))
                .contains(
                        "bob|api|resume|asmm8|done|ends what ann held: broken",
                        "bob|api|resume|asmm8|done|nothing was held",
                        "bob|api|resume|every scanner|done|ends what ann held: move");
    }

    @Test
    void resume_and_run_ring_so_that_nobody_waits_for_a_sweep() throws SQLException {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('a.example')");
        hold("'asmm8'", "broken", "NULL");
        try (var listener = database.connect();
                var statement = listener.createStatement()) {
            statement.execute("LISTEN " + Databases.CHANNEL);
            resume("'asmm8'");
            assertThat(rung(listener)).isNotEmpty();
            // A writer who has the doorbell to himself, and rings later.
            try (var writer = database.connect();
                    var writing = writer.createStatement()) {
                writer.setAutoCommit(false);
                writing.execute("SELECT orchestratorm8.ask(array_agg(id), 'asked', 'certm8') FROM cptm8domain");
                database.ask("SELECT request FROM orchestratorm8.run_now('asmm8', NULL, 'ann', 'sql')");
                assertThat(rung(listener)).isNotEmpty();
                writer.rollback();
            }
        }
    }

    private static PGNotification[] rung(Connection listener) throws SQLException {
        // In milliseconds, and much longer than it takes.
        return listener.unwrap(PGConnection.class).getNotifications(10_000);
    }

    @Test
    void what_will_not_do_is_refused_with_a_reason_and_changes_nothing() {
        assertRefused("hold_scanner('nmap8', 'x', 'ann', 'sql', NULL)", "P0002", "There is no scanner \"nmap8\".");
        assertRefused("hold_scanner('asmm8', ' ', 'ann', 'sql', NULL)", "22023", "The reason is missing");
        assertRefused("hold_scanner('asmm8', repeat('x', 201), 'ann', 'sql', NULL)", "22023", "longer than 200");
        assertRefused("hold_scanner('asmm8', NULL, 'ann', 'sql', NULL)", "22023", "The reason is missing");
        assertRefused("hold_scanner('asmm8', 'x', ' ', 'sql', NULL)", "22023", "Who asks is not said");
        assertRefused("hold_scanner('asmm8', 'x', 'ann', 'sql', now())", "22023", "is not in the future");
        assertRefused("resume_scanner('nmap8', 'ann', 'sql')", "P0002", "There is no scanner \"nmap8\".");
        assertRefused("run_now(NULL, NULL, 'ann', 'sql')", "22023", "It is not said which scanner is to run.");
        assertRefused("run_now('asmm8', gen_random_uuid(), 'ann', 'sql')", "P0002", "There is no domain ");
        database.execute("INSERT INTO cptm8domain (name, enabled) VALUES ('off.example', false)");
        assertRefused(
                "run_now('asmm8', (SELECT id FROM cptm8domain), 'ann', 'sql')",
                "22023",
                "Domain off.example is disabled");
        assertThat(held()).isEmpty();
        assertThat(audit())
                .as("who was refused writes that down in another transaction")
                .isEmpty();
    }

    @Test
    void a_run_is_a_wish_like_any_other_with_its_cool_down_and_its_generation() {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('a.example'), ('b.example')");
        database.execute("INSERT INTO cptm8domain (name, enabled) VALUES ('off.example', false)");

        assertThat(database.rows("SELECT name FROM orchestratorm8.run_now('certm8', NULL, 'ann', 'sql')"))
                .containsExactly("a.example", "b.example");
        database.execute(
                "UPDATE orchestratorm8.request SET state = 'done', attempt = 1, accepted_at = now() WHERE scanner = 'certm8'");
        assertThat(
                        database.ask(
                                "SELECT name FROM orchestratorm8.run_now('certm8', (SELECT id FROM cptm8domain WHERE name = 'b.example'), 'ann', 'sql')"))
                .isEqualTo("b.example");

        assertThat(database.rows("""
                        SELECT d.name, r.state, r.reason, r.generation, r.due_at - r.accepted_at
                        FROM orchestratorm8.request r JOIN cptm8domain d ON d.id = r.domain_id WHERE r.scanner = 'certm8' ORDER BY 1"""))
                .satisfiesExactly(
                        other -> assertThat(other).startsWith("a.example|done|asked|1|"),
                        again -> assertThat(again).isEqualTo("b.example|waiting|asked|2|01:00:00"));
        assertThat(audit())
                .satisfiesExactly(
                        all -> assertThat(all).isEqualTo("ann|sql|run|certm8|done|2 domains"),
                        one -> assertThat(one).startsWith("ann|sql|run|certm8|done|b.example ("));
    }

    @Test
    void nobody_changes_the_audit_and_only_what_is_older_than_a_year_is_forgotten() {
        hold("'asmm8'", "broken", "NULL");
        for (var change : List.of(
                "UPDATE orchestratorm8.audit SET who = 'nobody'",
                "DELETE FROM orchestratorm8.audit",
                "TRUNCATE orchestratorm8.audit")) {
            assertThatThrownBy(() -> database.executeAsSuperuser(change))
                    .as(change)
                    .hasMessageContaining("is appended to and nothing else");
        }
        assertThat(audit()).hasSize(1);

        database.execute("""
                INSERT INTO orchestratorm8.audit (at, who, via, action, object, outcome)
                SELECT now() - age::interval, 'cleo', 'sql', 'hold', 'x', 'done' FROM unnest(ARRAY['364 days', '367 days']) age""");
        database.ask("SELECT orchestratorm8.forget('1 day', 10)");
        assertThat(audit()).hasSize(2).anyMatch(row -> row.startsWith("cleo"));
    }
}
