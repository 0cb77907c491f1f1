package io.cptm8.orchestratorm8.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.zaxxer.hikari.HikariDataSource;
import io.cptm8.orchestratorm8.testing.FaultProxy;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The one question that stands for every scanner's own look. */
class DueScannersTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void names_exactly_the_scanners_that_have_a_request_to_claim_now() throws Exception {
        prepare();

        try (var pool = pool(database.address().port(), 3)) {
            assertThat(scanners(pool, Duration.ofSeconds(20)).names()).containsExactlyInAnyOrder("due", "lapsed");
        }
    }

    @Test
    void leaves_out_those_that_are_held_as_long_as_they_are() throws Exception {
        prepare();
        database.ask(
                "SELECT orchestratorm8.hold_scanner('lapsed', 'maintenance', 'ann', 'sql', now() + interval '1 h')");
        try (var pool = pool(database.address().port(), 3)) {
            var scanners = scanners(pool, Duration.ofSeconds(20));
            assertThat(scanners.names()).containsExactly("due");
            database.ask("SELECT orchestratorm8.hold_scanner(NULL, 'maintenance', 'ann', 'sql', NULL)");
            assertThat(scanners.names()).isEmpty();

            database.execute("UPDATE orchestratorm8.hold SET until = now()");
            assertThat(scanners.names()).containsExactlyInAnyOrder("due", "lapsed");
        }
    }

    @Test
    void a_database_that_does_not_answer_is_not_waited_for_longer_than_said() throws Exception {
        prepare();
        try (var proxy = FaultProxy.to(database.address().port());
                var pool = pool(proxy.port(), 1)) {
            var scanners = scanners(pool, Duration.ofMillis(300));
            assertThat(scanners.names()).isNotEmpty();

            proxy.blackhole(true);

            // The pool's own limit is a minute.
            assertTimeout(
                    Duration.ofSeconds(30),
                    () -> assertThatThrownBy(scanners::names).isInstanceOf(SQLException.class));
            proxy.blackhole(false);
        }
        assertThat(meters.timer("question").count()).isEqualTo(2);
    }

    private DueScanners scanners(HikariDataSource pool, Duration patience) {
        return new DueScanners(pool, patience, meters.timer("question"));
    }

    private void prepare() throws Exception {
        try (var pool = pool(database.address().port(), 3)) {
            new Migration(pool, "public").run();
        }
        database.execute("""
                INSERT INTO orchestratorm8.scanner (name, on_change)
                SELECT unnest(ARRAY['due', 'later', 'claimed', 'lapsed', 'done', 'never']), false;
                INSERT INTO orchestratorm8.request (domain_id, scanner, state, reason, due_at, claim, leased_until)
                SELECT gen_random_uuid(), scanner, state, 'test', clock_timestamp() + due::interval, claim::uuid, clock_timestamp() + lease::interval
                FROM (VALUES
                    ('due', 'waiting', '-1 s', NULL, NULL),
                    ('due', 'waiting', '-1 s', NULL, '1 h'),
                    ('later', 'waiting', '1 h', NULL, NULL),
                    ('claimed', 'waiting', '-1 s', '00000000-0000-0000-0000-000000000001', '1 h'),
                    ('lapsed', 'waiting', '-1 s', '00000000-0000-0000-0000-000000000002', '-1 s'),
                    ('done', 'done', '-1 s', NULL, NULL)) AS r(scanner, state, due, claim, lease)""");
    }

    private HikariDataSource pool(int port, int size) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/"
                + database.address().name() + "?currentSchema=orchestratorm8,public&socketTimeout=60");
        pool.setUsername(database.address().user());
        pool.setPassword(database.address().password());
        pool.setMaximumPoolSize(size);
        return pool;
    }
}
