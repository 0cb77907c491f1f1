package io.cptm8.orchestratorm8.dispatch;

import static io.cptm8.orchestratorm8.testing.PreparedDatabase.scanner;
import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.SqlFile;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a batch costs does not grow with the table: at 200,000 requests none of its statements reads all of them. */
class PlanTest {

    private static final String CLAIM = "00000000-0000-0000-0000-00000000000a";

    private static PreparedDatabase prepared;

    @BeforeAll
    static void aLargeTable() throws SQLException {
        prepared = PreparedDatabase.of(TestDatabase.fresh(), scanner("one"), scanner("two"));
        prepared.walk(10);
        prepared.database()
                .execute(
                        "INSERT INTO cptm8domain (name) SELECT 'd' || i || '.example' FROM generate_series(1, 100000) i");
        try (var connection = prepared.pool().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE request");
            statement.execute("VACUUM ANALYZE cptm8domain");
        }
    }

    @AfterAll
    static void close() {
        prepared.close();
    }

    /** PostgreSQL plans a prepared statement for its values at first and may later plan it for any values. */
    @ParameterizedTest
    @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
    void a_claim_finds_what_is_due_by_its_index_and_the_rows_by_their_key(String mode) throws SQLException {
        var parameters = new String[] {"scanner", "whole", "batch", "claim", "lease"};
        var claim = SqlFile.named("claim").text();
        for (var number = 1; number <= parameters.length; number++) {
            claim = claim.replace(":#" + parameters[number - 1], "$" + number);
        }
        try (var connection = prepared.pool().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SET plan_cache_mode = " + mode);
            statement.execute("PREPARE claim (text, bool, int, text, float8) AS " + claim);
            assertThat(plan(connection, "EXECUTE claim ('one', true, 1000, '" + CLAIM + "', 60)"))
                    .contains("Index Scan using request_due", "Index Scan using request_pkey")
                    // What is due later is not even looked at, however much of it there is.
                    .containsPattern("Index Cond: .*due_at <= \\(statement_timestamp")
                    .doesNotContain("Seq Scan");
            statement.execute("RESET plan_cache_mode");
            statement.execute("DEALLOCATE claim");
        }
    }

    @Test
    void who_has_work_is_found_by_one_step_into_the_index_for_each_scanner() throws SQLException {
        try (var connection = prepared.pool().getConnection()) {
            assertThat(plan(connection, SqlFile.named("due-scanners").text()))
                    .containsPattern("Index (Only )?Scan using request_due")
                    .containsPattern("Index Cond: .*due_at <= statement_timestamp")
                    .doesNotContain("Seq Scan on request");
        }
    }

    @Test
    void what_the_trigger_runs_is_planned_once_and_not_at_each_change() {
        assertThat(prepared.database()
                        .rows("SELECT proname FROM pg_proc WHERE pronamespace = 'orchestratorm8'::regnamespace"
                                + " AND proname IN ('ask', 'capture')"
                                + " AND 'plan_cache_mode=force_generic_plan' = ANY (proconfig) ORDER BY 1"))
                .containsExactly("ask", "capture");
    }

    @Test
    void a_settlement_finds_its_rows_by_their_key() throws SQLException {
        var ids = prepared.database().rows("SELECT id FROM orchestratorm8.request LIMIT 1000").stream()
                .mapToLong(Long::parseLong)
                .toArray();
        try (var connection = prepared.pool().getConnection()) {
            assertThat(plan(connection, SqlFile.settle(CLAIM, "accepted", ids).text()))
                    .contains("Index Scan using request_pkey")
                    .doesNotContain("Seq Scan");
        }
    }

    @Test
    void a_page_of_a_pass_goes_on_in_the_domains_primary_key() throws SQLException {
        try (var connection = prepared.pool().getConnection()) {
            assertThat(plan(
                            connection,
                            SqlFile.named("walk")
                                    .with("name", "one")
                                    .with("page", 5000)
                                    .text()))
                    .contains("Index Scan using cptm8domain_pkey", "id >= COALESCE(")
                    .doesNotContain("Seq Scan on cptm8domain");
        }
    }

    private static String plan(Connection connection, String sql) throws SQLException {
        return String.join("\n", new SqlFile("EXPLAIN " + sql).rows(connection));
    }
}
