package io.cptm8.orchestratorm8.postgres;

import static io.cptm8.orchestratorm8.testing.PreparedDatabase.scanner;
import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.io.StringReader;
import java.sql.DriverManager;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** However a row comes to be written, by whom and in which kind of transaction, it is captured. */
class CaptureStatementsTest {

    private static final String COUNT = "SELECT count(*) FROM orchestratorm8.request WHERE state = 'waiting'";

    @AutoClose
    private final PreparedDatabase prepared = PreparedDatabase.of(TestDatabase.fresh(), scanner("one"));

    private final TestDatabase database = prepared.database();

    @Test
    void many_rows_of_one_statement_are_as_many_requests() {
        database.execute(
                "INSERT INTO cptm8domain (name, enabled) SELECT 'd' || i || '.example', i % 10 <> 0 FROM generate_series(1, 1000) i");

        assertThat(database.count(COUNT)).isEqualTo(900);
    }

    @Test
    void rows_that_are_copied_in_are_captured() throws Exception {
        try (var connection = database.connect()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "COPY cptm8domain (name, enabled) FROM STDIN WITH (FORMAT csv)",
                            new StringReader("a.example,t\nb.example,f\nc.example,t\n"));
        }

        assertThat(prepared.requests()).containsExactly("one|a.example|1|waiting|new", "one|c.example|1|waiting|new");
    }

    @Test
    void both_branches_of_an_upsert_are_captured() {
        database.execute("INSERT INTO cptm8domain (name, enabled) VALUES ('old.example', false)");

        database.execute("""
                INSERT INTO cptm8domain (name) VALUES ('old.example'), ('new.example')
                ON CONFLICT (name) DO UPDATE SET enabled = true""");

        assertThat(prepared.requests())
                .containsExactly("one|new.example|1|waiting|new", "one|old.example|1|waiting|enabled");
    }

    @Test
    void an_upsert_that_does_nothing_asks_for_nothing() {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('a.example')");
        database.execute("UPDATE orchestratorm8.request SET state = 'done'");

        database.execute("INSERT INTO cptm8domain (name) VALUES ('a.example') ON CONFLICT DO NOTHING");

        assertThat(prepared.requests()).containsExactly("one|a.example|1|done|new");
    }

    @Test
    void changes_that_come_by_a_cascade_are_captured() {
        database.execute("""
                CREATE TABLE parent (company varchar(50), active boolean, UNIQUE (company, active), UNIQUE (company));
                INSERT INTO parent VALUES ('A', false), ('B', true);
                ALTER TABLE cptm8domain ADD FOREIGN KEY (companyname, enabled) REFERENCES parent (company, active) ON UPDATE CASCADE ON DELETE CASCADE;
                INSERT INTO cptm8domain (name, companyname, enabled) VALUES ('a.example', 'A', false), ('b.example', 'B', true)""");

        database.execute("UPDATE parent SET active = true WHERE company = 'A'");
        assertThat(prepared.requests())
                .containsExactly("one|a.example|1|waiting|enabled", "one|b.example|1|waiting|new");

        database.execute("DELETE FROM parent WHERE company = 'B'");
        assertThat(prepared.requests()).containsExactly("one|a.example|1|waiting|enabled");
    }

    @Test
    void what_is_rolled_back_was_never_asked_for() throws Exception {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO cptm8domain (name) VALUES ('a.example')");
            connection.rollback();
        }

        assertThat(prepared.requests()).isEmpty();
    }

    @Test
    void what_is_rolled_back_to_a_savepoint_was_never_asked_for_and_the_rest_was() throws Exception {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO cptm8domain (name) VALUES ('a.example')");
            var savepoint = connection.setSavepoint();
            statement.execute("INSERT INTO cptm8domain (name) VALUES ('b.example')");
            connection.rollback(savepoint);
            statement.execute("INSERT INTO cptm8domain (name) VALUES ('c.example')");
            connection.commit();
        }

        assertThat(prepared.requests()).containsExactly("one|a.example|1|waiting|new", "one|c.example|1|waiting|new");
    }

    @Test
    void a_writer_who_may_not_even_see_our_schema_can_write_domains() throws Exception {
        database.executeAsSuperuser("""
                CREATE ROLE platform_writer LOGIN PASSWORD '%s';
                GRANT SELECT, INSERT, UPDATE, DELETE ON cptm8domain TO platform_writer""".formatted(database.address().password()));
        try {
            var writer = database.as("platform_writer");
            try (var connection = DriverManager.getConnection(writer.jdbcUrl(), writer.user(), writer.password());
                    var statement = connection.createStatement()) {
                statement.execute("INSERT INTO cptm8domain (name) VALUES ('a.example'), ('b.example'), ('c.example')");
                statement.execute("UPDATE cptm8domain SET name = 'd.example' WHERE name = 'a.example'");
                statement.execute("UPDATE cptm8domain SET enabled = false WHERE name = 'b.example'");
                statement.execute("DELETE FROM cptm8domain WHERE name = 'c.example'");
            }
            assertThat(prepared.requests())
                    .containsExactly("one|b.example|1|cancelled|new", "one|d.example|1|waiting|renamed");
        } finally {
            database.executeAsSuperuser("DROP OWNED BY platform_writer; DROP ROLE platform_writer");
        }
    }

    @Test
    void a_writer_cannot_put_tables_of_its_own_in_the_place_of_ours() throws Exception {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE scanner (name text, on_change boolean, min_interval interval)");
            statement.execute("CREATE TEMP TABLE request (LIKE orchestratorm8.request INCLUDING ALL)");
            statement.execute("INSERT INTO cptm8domain (name) VALUES ('a.example')");
        }

        assertThat(prepared.requests()).containsExactly("one|a.example|1|waiting|new");
    }

    @Test
    void each_scanner_that_starts_on_change_gets_a_request_of_its_own_and_the_others_none() {
        prepared.register(scanner("one"), scanner("two"), scanner("never", false, null, Duration.ZERO));

        database.execute("INSERT INTO cptm8domain (name) VALUES ('a.example')");

        assertThat(prepared.requests()).containsExactly("one|a.example|1|waiting|new", "two|a.example|1|waiting|new");
    }
}
