package io.cptm8.orchestratorm8.postgres;

import static io.cptm8.orchestratorm8.testing.PreparedDatabase.scanner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.SqlFile;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where we and a writer of the platform want the same rows, it is never the writer who pays. */
class DeadlockCourtesyTest {

    private static final String CLAIM = "00000000-0000-0000-0000-00000000000a";
    private static final String FIRST = "00000000-0000-0000-0000-000000000001";
    private static final String SECOND = "00000000-0000-0000-0000-000000000002";

    private final PreparedDatabase prepared = PreparedDatabase.of(TestDatabase.fresh(), scanner("one"));
    private final TestDatabase database = prepared.database();
    private Connection writer;

    @BeforeEach
    void aWriterWhoHoldsTheSecondOfTwo() throws SQLException {
        database.execute("INSERT INTO cptm8domain (id, name) VALUES ('" + FIRST + "', 'a.example'), ('" + SECOND
                + "', 'b.example')");
        writer = database.connect();
        writer.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        writer.close();
        prepared.close();
    }

    @Test
    void a_claim_passes_over_what_a_writer_holds_and_does_not_wait() throws SQLException {
        write("UPDATE cptm8domain SET name = 'c.example' WHERE id = '" + SECOND + "'");

        assertThat(SqlFile.claim("one", CLAIM, 10).rows(prepared.pool()))
                .singleElement()
                .asString()
                .contains("a.example");

        writer.commit();
        assertThat(SqlFile.claim("one", CLAIM, 10).rows(prepared.pool()))
                .singleElement()
                .asString()
                .contains("c.example");
    }

    @Test
    void a_settlement_passes_over_what_a_writer_holds_and_settles_the_rest() throws SQLException {
        SqlFile.claim("one", CLAIM, 10).rows(prepared.pool());
        write("UPDATE cptm8domain SET name = 'c.example' WHERE id = '" + SECOND + "'");

        SqlFile.settle(CLAIM, "accepted", ids()).rows(prepared.pool());

        assertThat(prepared.requests()).containsExactly("one|a.example|1|done|new", "one|b.example|1|waiting|new");
        writer.commit();
        assertThat(prepared.requests()).containsExactly("one|a.example|1|done|new", "one|c.example|2|waiting|renamed");
    }

    @Test
    void a_settled_start_passes_over_what_a_writer_holds() throws SQLException {
        SqlFile.claim("one", CLAIM, 10).rows(prepared.pool());
        write("DELETE FROM cptm8domain WHERE id = '" + SECOND + "'");

        SqlFile.named("settle-start")
                .with("${body.claims}", "{" + CLAIM + "}")
                .with("${body.verdict}", "accepted")
                .with("${body.error}", "")
                .with("scanner", "one")
                .with("retryDelay", 1)
                .with("retryMaximum", 60)
                .rows(prepared.pool());
        writer.commit();

        assertThat(prepared.requests()).containsExactly("one|a.example|1|done|new");
    }

    @Test
    void leases_are_handed_back_without_those_that_a_writer_holds() throws SQLException {
        SqlFile.claim("one", CLAIM, 10).rows(prepared.pool());
        write("UPDATE cptm8domain SET name = 'c.example' WHERE id = '" + SECOND + "'");

        new SqlFile(SqlFile.named("release").text().replace("?", "'{" + CLAIM + "}'")).rows(prepared.pool());

        assertThat(database.rows("SELECT domain_id FROM orchestratorm8.request WHERE claim IS NULL"))
                .containsExactly(FIRST);
    }

    /** Each waits for what the other has: PostgreSQL would end one of them after a second, and might choose the writer. */
    @Test
    void of_a_pass_and_a_writer_who_wait_for_each_other_the_pass_gives_way() throws Exception {
        database.execute("UPDATE orchestratorm8.request SET state = 'done'");
        database.execute("UPDATE orchestratorm8.scanner SET walk_reason = 'schedule', walk_after = NULL");
        write("UPDATE cptm8domain SET name = 'c.example' WHERE id = '" + SECOND + "'");
        var pass = CompletableFuture.runAsync(
                () -> SqlFile.named("walk").with("name", "one").with("page", 10).rows(prepared.pool()));
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> pass.isDone() || waiting() == 1);

        write("UPDATE cptm8domain SET name = 'd.example' WHERE id = '" + FIRST + "'");
        writer.commit();

        assertThatThrownBy(() -> pass.get(10, TimeUnit.SECONDS)).hasMessageContaining("lock timeout");
        assertThat(prepared.requests())
                .containsExactly("one|c.example|2|waiting|renamed", "one|d.example|2|waiting|renamed");
        prepared.walk(10);
        assertThat(database.ask("SELECT walk_reason FROM orchestratorm8.scanner"))
                .as("the next attempt succeeds")
                .isNull();
    }

    private int waiting() {
        return database.count(
                "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE a.datname = current_database() AND NOT l.granted");
    }

    private long[] ids() {
        return database.rows("SELECT id FROM orchestratorm8.request").stream()
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private void write(String sql) throws SQLException {
        try (var statement = writer.createStatement()) {
            statement.execute(sql);
        }
    }
}
