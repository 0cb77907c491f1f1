package io.cptm8.orchestratorm8.postgres;

import static io.cptm8.orchestratorm8.testing.PreparedDatabase.scanner;
import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.SqlFile;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Which change of a domain becomes a request, and which does not. */
class CaptureTest {

    private static final String CLAIM = "00000000-0000-0000-0000-00000000000a";

    @AutoClose
    private final PreparedDatabase prepared = PreparedDatabase.of(TestDatabase.fresh(), scanner("one"));

    private final TestDatabase database = prepared.database();

    @Test
    void an_enabled_domain_that_is_inserted_is_asked_for() {
        database.execute("INSERT INTO cptm8domain (name, companyname) VALUES ('a.example', 'A')");

        assertThat(prepared.requests()).containsExactly("one|a.example|1|waiting|new");
    }

    @Test
    void a_domain_without_a_company_is_a_domain_like_any_other() {
        database.execute("INSERT INTO cptm8domain (name, companyname) VALUES ('a.example', NULL)");
        database.execute("UPDATE cptm8domain SET name = 'b.example'");

        assertThat(prepared.requests()).containsExactly("one|b.example|1|waiting|renamed");
    }

    @Test
    void a_disabled_domain_that_is_inserted_is_not() {
        database.execute("INSERT INTO cptm8domain (name, enabled) VALUES ('a.example', false)");

        assertThat(prepared.requests()).isEmpty();
    }

    @Test
    void a_domain_that_is_enabled_is_asked_for_and_staying_enabled_is_no_news() {
        database.execute("INSERT INTO cptm8domain (name, enabled) VALUES ('a.example', false), ('b.example', true)");
        settleAll();

        database.execute("UPDATE cptm8domain SET enabled = true");

        assertThat(prepared.requests()).containsExactly("one|a.example|1|waiting|enabled", "one|b.example|1|done|new");
    }

    @Test
    void a_domain_that_is_renamed_is_asked_for() {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('a.example'), ('b.example')");
        settleAll();

        database.execute("UPDATE cptm8domain SET name = 'c.example' WHERE name = 'a.example'");

        assertThat(prepared.requests()).containsExactly("one|b.example|1|done|new", "one|c.example|2|waiting|renamed");
    }

    @Test
    void a_disabled_domain_that_is_renamed_is_not() {
        database.execute("INSERT INTO cptm8domain (name, enabled) VALUES ('a.example', false)");
        database.execute("UPDATE cptm8domain SET name = 'b.example'");

        assertThat(prepared.requests()).isEmpty();
    }

    @Test
    void another_company_is_no_reason_to_scan() {
        database.execute("INSERT INTO cptm8domain (name, companyname) VALUES ('a.example', 'A'), ('b.example', NULL)");
        settleAll();

        database.execute("UPDATE cptm8domain SET companyname = 'B'");

        assertThat(prepared.requests()).containsExactly("one|a.example|1|done|new", "one|b.example|1|done|new");
    }

    @Test
    void another_primary_key_is_another_domain_and_what_waited_for_the_old_one_is_cancelled() {
        database.execute(
                "INSERT INTO cptm8domain (id, name) VALUES ('00000000-0000-0000-0000-000000000001', 'a.example')");

        database.execute("UPDATE cptm8domain SET id = '00000000-0000-0000-0000-000000000002'");

        assertThat(database.rows(
                        "SELECT right(domain_id::text, 1), state, reason FROM orchestratorm8.request ORDER BY 1"))
                .containsExactly("1|cancelled|new", "2|waiting|enabled");
    }

    @Test
    void several_changes_of_one_domain_before_dispatch_are_one_request_of_one_generation() {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('a.example')");
        var first = database.ask("SELECT requested_at FROM orchestratorm8.request");
        database.execute("UPDATE cptm8domain SET name = 'b.example'");
        database.execute("UPDATE cptm8domain SET name = 'c.example'");

        assertThat(prepared.requests()).containsExactly("one|c.example|1|waiting|renamed");
        assertThat(database.ask("SELECT requested_at FROM orchestratorm8.request"))
                .as("it has waited since the first of them")
                .isEqualTo(first);
    }

    @Test
    void a_change_of_a_claimed_request_is_a_new_generation_that_the_old_claim_cannot_settle() {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('a.example')");
        assertThat(SqlFile.claim("one", CLAIM, 10).rows(prepared.pool())).hasSize(1);

        database.execute("UPDATE cptm8domain SET name = 'b.example'");
        SqlFile.settle(CLAIM, "accepted", request()).rows(prepared.pool());

        assertThat(prepared.requests()).containsExactly("one|b.example|2|waiting|renamed");
        assertThat(SqlFile.claim("one", CLAIM, 10).rows(prepared.pool()))
                .hasSize(1)
                .first()
                .asString()
                .contains("|2|", "|b.example|");
    }

    @Test
    void a_change_after_a_failed_attempt_is_a_new_generation_that_is_due_at_once() {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('a.example')");
        SqlFile.claim("one", CLAIM, 10).rows(prepared.pool());
        SqlFile.settle(CLAIM, "unknown", request()).rows(prepared.pool());
        assertThat(SqlFile.claim("one", CLAIM, 10).rows(prepared.pool()))
                .as("spaced from the attempt")
                .isEmpty();

        database.execute("UPDATE cptm8domain SET name = 'b.example'");

        assertThat(prepared.requests()).containsExactly("one|b.example|2|waiting|renamed");
        assertThat(database.ask("SELECT attempt || ' ' || repeats FROM orchestratorm8.request"))
                .isEqualTo("0 0");
        assertThat(SqlFile.claim("one", CLAIM, 10).rows(prepared.pool())).hasSize(1);
    }

    @Test
    void disabling_cancels_what_waits_and_what_is_parked_and_takes_it_from_its_claim() {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('a.example'), ('b.example'), ('c.example')");
        SqlFile.claim("one", CLAIM, 1).rows(prepared.pool());
        database.execute(
                "UPDATE orchestratorm8.request SET state = 'parked' WHERE domain_id = (SELECT id FROM cptm8domain WHERE name = 'c.example')");

        database.execute("UPDATE cptm8domain SET enabled = false");

        assertThat(database.rows("SELECT DISTINCT state, claim FROM orchestratorm8.request"))
                .containsExactly("cancelled|null");
    }

    @Test
    void deleting_leaves_no_request() {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('a.example'), ('b.example')");
        database.execute("DELETE FROM cptm8domain WHERE name = 'a.example'");

        assertThat(prepared.requests()).containsExactly("one|b.example|1|waiting|new");
    }

    @Test
    void what_a_truncate_leaves_waiting_is_claimed_only_to_be_cancelled() {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('a.example')");
        database.execute("TRUNCATE cptm8domain CASCADE");

        var claimed = prepared.pool();
        assertThat(SqlFile.claim("one", CLAIM, 10).rows(claimed))
                .as("without a name, and not enabled: the guard gives the verdict cancelled")
                .hasSize(1)
                .first()
                .asString()
                .contains("|null|null|f|");
        SqlFile.settle(CLAIM, "cancelled", request()).rows(claimed);
        assertThat(database.rows("SELECT state FROM orchestratorm8.request")).containsExactly("cancelled");
    }

    private long request() {
        return Long.parseLong(database.ask("SELECT min(id) FROM orchestratorm8.request"));
    }

    private void settleAll() {
        database.execute("UPDATE orchestratorm8.request SET state = 'done', accepted_at = now()");
    }
}
