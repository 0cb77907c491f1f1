package io.cptm8.orchestratorm8.postgres;

import static io.cptm8.orchestratorm8.testing.PreparedDatabase.pool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Our schema comes into a database once, whoever brings it and however often, and in nobody's way. */
class MigrationTest {

    private static final String TRIGGERS =
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'cptm8domain'::regclass AND NOT tgisinternal";

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void a_second_run_changes_nothing() throws SQLException {
        try (var pool = pool(database.address())) {
            new Migration(pool, "public").run();
            var before = database.rows("SELECT * FROM orchestratorm8.flyway_schema_history");
            new Migration(pool, "public").run();

            assertThat(database.rows("SELECT * FROM orchestratorm8.flyway_schema_history"))
                    .isEqualTo(before);
            assertThat(database.count(TRIGGERS)).isEqualTo(3);
        }
    }

    @Test
    void three_triggers_on_one_table_are_all_that_is_outside_our_schema() throws SQLException {
        var outside = """
                SELECT 'relation', oid FROM pg_class WHERE relnamespace = 'public'::regnamespace
                UNION ALL SELECT 'function', oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace
                UNION ALL SELECT 'type', oid FROM pg_type WHERE typnamespace = 'public'::regnamespace
                UNION ALL SELECT 'column', attnum FROM pg_attribute WHERE attrelid = 'cptm8domain'::regclass
                UNION ALL SELECT 'constraint', oid FROM pg_constraint WHERE connamespace = 'public'::regnamespace
                UNION ALL SELECT 'schema', oid FROM pg_namespace
                    WHERE nspname <> 'orchestratorm8' AND nspname NOT LIKE 'pg_%temp%'
                ORDER BY 1, 2""";
        var before = database.rows(outside);
        try (var pool = pool(database.address())) {
            new Migration(pool, "public").run();
        }

        assertThat(database.rows(outside)).isEqualTo(before);
        assertThat(database.rows("""
                        SELECT tgrelid::regclass, tgname, tgtype & 1 FROM pg_trigger
                        WHERE NOT tgisinternal AND tgname LIKE 'orchestratorm8%' ORDER BY tgname"""))
                .as("each for a statement, not for a row")
                .containsExactly(
                        "cptm8domain|orchestratorm8_delete|0",
                        "cptm8domain|orchestratorm8_insert|0",
                        "cptm8domain|orchestratorm8_update|0");
    }

    @RepeatedTest(3)
    void instances_that_start_at_the_same_moment_do_it_once() throws Exception {
        var instances = 4;
        var together = new CyclicBarrier(instances);
        var threads = Executors.newFixedThreadPool(instances);
        try {
            var runs = new ArrayList<Future<?>>();
            for (var instance = 0; instance < instances; instance++) {
                runs.add(threads.submit(() -> {
                    try (var pool = pool(database.address())) {
                        pool.getConnection().close();
                        together.await();
                        new Migration(pool, "public").run();
                    }
                    return null;
                }));
            }
            for (var run : runs) {
                run.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(database.count(TRIGGERS)).isEqualTo(3);
        assertThat(
                        database.rows(
                                "SELECT version FROM orchestratorm8.flyway_schema_history WHERE version IS NOT NULL ORDER BY installed_rank"))
                .doesNotHaveDuplicates()
                .startsWith("1", "2");
    }

    /** CREATE TRIGGER waits for writers, and everybody who comes later waits behind it. */
    @Test
    void a_writer_who_stays_makes_the_migration_give_way_and_the_next_attempt_succeeds() throws Exception {
        try (var writer = database.connect();
                var statement = writer.createStatement();
                var pool = pool(database.address())) {
            writer.setAutoCommit(false);
            statement.execute("INSERT INTO cptm8domain (name) VALUES ('a.example')");

            assertThatThrownBy(() -> new Migration(pool, "public").run()).hasMessageContaining("lock timeout");
            assertThat(database.count(TRIGGERS)).isZero();

            writer.commit();
            new Migration(pool, "public").run();
            assertThat(database.count(TRIGGERS)).isEqualTo(3);
        }
    }
}
