package io.cptm8.orchestratorm8.scanner;

import static io.cptm8.orchestratorm8.testing.PreparedDatabase.scanner;
import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.SqlFile;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A scheduled pass over all enabled domains: when it begins, where it goes on, and what it does not touch. */
class PassTest {

    private static final String CLAIM = "00000000-0000-0000-0000-00000000000a";

    @AutoClose
    private final PreparedDatabase prepared =
            PreparedDatabase.of(TestDatabase.fresh(), scanner("one", true, "0 0 * * * ?", Duration.ofHours(1)));

    private final TestDatabase database = prepared.database();

    @Test
    void it_is_due_when_its_time_has_come_and_not_before() {
        prepared.walk(10);
        assertThat(due()).isNull();

        database.execute("UPDATE orchestratorm8.scanner SET next_rescan_at = '2020-01-01 00:00:00.123456+00'");
        assertThat(due()).isEqualTo("one|0 0 * * * ?|f|2020-01-01T00:00:00.123456Z");
    }

    @Test
    void who_compares_and_sets_the_old_time_begins_it_and_nobody_else() {
        prepared.walk(10);
        database.execute("UPDATE orchestratorm8.scanner SET next_rescan_at = '2020-01-01 00:00:00.123456+00'");
        var fire = SqlFile.named("fire")
                .with("name", "one")
                .with("firedAt", "2020-01-01T00:00:00.123456Z")
                .with("next", "2999-01-01T00:00:00Z");

        fire.rows(prepared.pool());
        assertThat(due()).isEqualTo("one|0 0 * * * ?|t|2999-01-01T00:00:00.000000Z");
        prepared.walk(10);
        fire.rows(prepared.pool());
        assertThat(due()).isNull();
    }

    @Test
    void a_pass_that_ended_in_the_middle_goes_on_after_the_last_domain_it_saw() {
        domains(10);
        database.execute("UPDATE orchestratorm8.request SET state = 'done'");
        database.execute("""
                UPDATE orchestratorm8.scanner SET walk_reason = 'schedule',
                    walk_after = (SELECT id FROM cptm8domain ORDER BY id OFFSET 5 LIMIT 1)""");

        prepared.walk(2);

        assertThat(database.rows("SELECT r.generation FROM orchestratorm8.request r ORDER BY domain_id"))
                .containsExactly("1", "1", "1", "1", "1", "1", "2", "2", "2", "2");
        assertThat(database.ask("SELECT walk_reason FROM orchestratorm8.scanner"))
                .isNull();
    }

    @Test
    void two_who_go_on_with_the_same_pass_do_not_do_the_same_page() throws Exception {
        domains(10);
        database.execute("UPDATE orchestratorm8.request SET state = 'done'");
        schedule();
        var page = SqlFile.named("walk").with("name", "one").with("page", 6);

        try (var one = prepared.pool().getConnection()) {
            one.setAutoCommit(false);
            assertThat(page.rows(one)).containsExactly("t|6");
            assertThat(page.rows(prepared.pool()))
                    .as("while the first is at it")
                    .isEmpty();
            one.commit();
        }
        assertThat(page.rows(prepared.pool())).containsExactly("f|4");
        assertThat(page.rows(prepared.pool())).isEmpty();
    }

    @Test
    void a_page_that_was_not_committed_is_done_again() throws Exception {
        domains(3);
        database.execute("UPDATE orchestratorm8.request SET state = 'done'");
        schedule();

        try (var crashed = prepared.pool().getConnection()) {
            crashed.setAutoCommit(false);
            SqlFile.named("walk").with("name", "one").with("page", 10).rows(crashed);
            crashed.rollback();
        }
        prepared.walk(10);

        assertThat(database.rows("SELECT DISTINCT generation || state FROM orchestratorm8.request"))
                .containsExactly("2waiting");
    }

    @Test
    void a_domain_is_due_again_when_its_shortest_interval_has_passed_since_it_was_accepted() {
        domains(3);
        database.execute(
                "UPDATE orchestratorm8.request SET state = 'done', accepted_at = now() - interval '20 minutes'");
        database.execute(
                "UPDATE orchestratorm8.request SET accepted_at = now() - interval '2 hours' WHERE id = (SELECT min(id) FROM orchestratorm8.request)");
        schedule();
        prepared.walk(10);

        assertThat(database.rows("SELECT DISTINCT state FROM orchestratorm8.request"))
                .containsExactly("waiting");
        assertThat(database.rows(
                        "SELECT due_at = accepted_at + interval '1 hour' FROM orchestratorm8.request ORDER BY id"))
                .containsExactly("f", "t", "t");
        assertThat(SqlFile.claim("one", CLAIM, 10).rows(prepared.pool())).hasSize(1);

        database.execute(
                "UPDATE orchestratorm8.request SET due_at = due_at - interval '40 minutes' WHERE claim IS NULL");
        assertThat(SqlFile.claim("one", CLAIM, 10).rows(prepared.pool())).hasSize(2);
    }

    @Test
    void a_change_within_the_shortest_interval_is_not_lost_and_waits_for_its_end() {
        domains(2);
        database.execute(
                "UPDATE orchestratorm8.request SET state = 'done', accepted_at = now() - interval '20 minutes'");
        database.execute(
                "UPDATE orchestratorm8.request SET accepted_at = now() - interval '2 hours' WHERE id = (SELECT min(id) FROM orchestratorm8.request)");

        database.execute("UPDATE cptm8domain SET name = 'new-' || name");

        assertThat(SqlFile.claim("one", CLAIM, 10).rows(prepared.pool()))
                .singleElement()
                .asString()
                .contains("new-d");
        assertThat(
                        database.rows(
                                "SELECT state, due_at = accepted_at + interval '1 hour' FROM orchestratorm8.request WHERE claim IS NULL"))
                .containsExactly("waiting|t");
    }

    @Test
    void what_is_parked_stays_so_until_the_domain_is_renamed() {
        domains(1);
        database.execute("UPDATE orchestratorm8.request SET state = 'parked', last_error = 'not a name'");
        schedule();
        prepared.walk(10);
        assertThat(prepared.requests()).containsExactly("one|d1.example|1|parked|new");

        database.execute("UPDATE cptm8domain SET name = 'better.example'");

        assertThat(prepared.requests()).containsExactly("one|better.example|2|waiting|renamed");
        assertThat(database.ask("SELECT last_error FROM orchestratorm8.request"))
                .isNull();
    }

    @Test
    void what_waits_already_is_not_asked_for_again() {
        domains(1);
        schedule();
        prepared.walk(10);

        assertThat(prepared.requests()).containsExactly("one|d1.example|1|waiting|new");
    }

    @Test
    void a_ring_start_waits_for_the_end_of_the_pass() {
        domains(2);
        database.execute("UPDATE orchestratorm8.request SET state = 'done'");
        schedule();
        SqlFile.named("walk").with("name", "one").with("page", 1).rows(prepared.pool());
        var whole = SqlFile.named("claim")
                .with("whole", true)
                .with("scanner", "one")
                .with("claim", CLAIM)
                .with("batch", 10)
                .with("lease", 60);

        assertThat(whole.rows(prepared.pool())).isEmpty();
        prepared.walk(1);
        assertThat(whole.rows(prepared.pool())).hasSize(2);
    }

    private void domains(int count) {
        prepared.walk(10);
        database.execute("INSERT INTO cptm8domain (name) SELECT 'd' || i || '.example' FROM generate_series(1, " + count
                + ") i");
    }

    private void schedule() {
        database.execute("UPDATE orchestratorm8.scanner SET walk_reason = 'schedule', walk_after = NULL");
    }

    private String due() {
        // Without the last column, the moment it was asked at.
        return SqlFile.named("due").rows(prepared.pool()).stream()
                .map(row -> row.replaceFirst("[|][^|]*$", ""))
                .findFirst()
                .orElse(null);
    }
}
