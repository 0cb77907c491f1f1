package io.cptm8.orchestratorm8.dispatch;

import static io.cptm8.orchestratorm8.testing.PreparedDatabase.scanner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.SqlFile;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a claim reads is what is true once it holds the rows. */
class ClaimTest {

    private static final String CLAIM = "00000000-0000-0000-0000-00000000000a";
    private static final String OTHER = "00000000-0000-0000-0000-00000000000b";

    @AutoClose
    private final PreparedDatabase prepared = PreparedDatabase.of(TestDatabase.fresh(), scanner("one"));

    private final TestDatabase database = prepared.database();

    /** Otherwise the old name is sent under the new generation, and the new one never. */
    @Test
    void a_rename_that_commits_while_a_claim_looks_for_rows_is_sent_with_the_new_name() throws Exception {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('old.example')");
        // A policy is evaluated between the statement's snapshot and its row locks: there the claim is held up.
        database.execute("""
                CREATE FUNCTION hold_up() RETURNS boolean LANGUAGE plpgsql AS
                    'BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN true; END';
                CREATE POLICY hold_up ON orchestratorm8.request USING (hold_up());
                ALTER TABLE orchestratorm8.request ENABLE ROW LEVEL SECURITY;
                ALTER TABLE orchestratorm8.request FORCE ROW LEVEL SECURITY""");

        try (var gate = database.connect();
                var claimer = claimer()) {
            run(gate, "SELECT pg_advisory_lock(1)");
            var claimed = CompletableFuture.supplyAsync(() -> claim(claimer));
            await().atMost(10, TimeUnit.SECONDS)
                    .until(() ->
                            database.count("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                                    == 1);
            // The gate's own session may pass the policy, and renames in the meantime.
            run(gate, "UPDATE cptm8domain SET name = 'new.example'");
            run(gate, "SELECT pg_advisory_unlock(1)");

            assertThat(claimed.get(10, TimeUnit.SECONDS))
                    .singleElement()
                    .asString()
                    .contains("|new.example|");
        }
    }

    @Test
    void a_lease_that_has_not_lapsed_is_nobody_elses_and_one_that_has_is_said_to_have() {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('a.example')");
        assertThat(SqlFile.claim("one", CLAIM, 10).rows(prepared.pool()))
                .singleElement()
                .asString()
                .contains("|t|f|");
        assertThat(SqlFile.claim("one", OTHER, 10).rows(prepared.pool())).isEmpty();

        database.execute("UPDATE orchestratorm8.request SET leased_until = now() - interval '1 ms'");

        assertThat(SqlFile.claim("one", OTHER, 10).rows(prepared.pool()))
                .singleElement()
                .asString()
                .contains("|t|t|");
        SqlFile.settle(CLAIM, "accepted", request()).rows(prepared.pool());
        assertThat(prepared.requests())
                .as("the stale claim settles nothing")
                .containsExactly("one|a.example|1|waiting|new");
    }

    @Test
    void a_claim_takes_no_more_than_its_batch_oldest_first() {
        for (var name : List.of("a", "b", "c")) {
            database.execute("INSERT INTO cptm8domain (name) VALUES ('" + name + ".example')");
        }

        assertThat(SqlFile.claim("one", CLAIM, 2).rows(prepared.pool()))
                .hasSize(2)
                .anySatisfy(row -> assertThat(row).contains("a.example"))
                .anySatisfy(row -> assertThat(row).contains("b.example"));
    }

    @Test
    void of_a_scanner_that_is_held_nothing_is_claimed_and_what_was_claimed_before_is_settled() {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('a.example')");
        SqlFile.claim("one", CLAIM, 10).rows(prepared.pool());
        database.execute("INSERT INTO cptm8domain (name) VALUES ('b.example')");
        for (var held : List.of("'one'", "NULL")) {
            database.ask("SELECT orchestratorm8.hold_scanner(%s, 'maintenance', 'ann', 'sql', NULL)".formatted(held));
            assertThat(SqlFile.claim("one", OTHER, 10).rows(prepared.pool()))
                    .as(held)
                    .isEmpty();
            database.ask("SELECT orchestratorm8.resume_scanner(NULL, 'ann', 'sql')");
        }
        database.ask("SELECT orchestratorm8.hold_scanner('one', 'maintenance', 'ann', 'sql', NULL)");

        SqlFile.settle(CLAIM, "accepted", request()).rows(prepared.pool());
        assertThat(prepared.requests()).containsExactly("one|a.example|1|done|new", "one|b.example|1|waiting|new");

        database.execute("UPDATE orchestratorm8.hold SET until = now()");
        assertThat(SqlFile.claim("one", OTHER, 10).rows(prepared.pool())).hasSize(1);
    }

    @Test
    void a_claim_makes_no_new_entry_in_any_index() throws SQLException {
        database.execute("INSERT INTO cptm8domain (name) SELECT 'd' || i || '.example' FROM generate_series(1, 20) i");

        try (var connection = claimer()) {
            connection.setAutoCommit(false);
            SqlFile.claim("one", CLAIM, 20).rows(connection);
            try (var statement = connection.createStatement();
                    var counts = statement.executeQuery(
                            "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_xact_user_tables WHERE relname = 'request'")) {
                counts.next();
                assertThat(counts.getInt(1)).isEqualTo(20);
                assertThat(counts.getInt(2)).as("heap-only updates").isEqualTo(20);
            }
        }
    }

    private long request() {
        return Long.parseLong(database.ask("SELECT min(id) FROM orchestratorm8.request"));
    }

    private Connection claimer() throws SQLException {
        var connection = database.connect();
        run(connection, "SET search_path = orchestratorm8, public");
        return connection;
    }

    private static List<String> claim(Connection connection) {
        try {
            return SqlFile.claim("one", CLAIM, 10).rows(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
