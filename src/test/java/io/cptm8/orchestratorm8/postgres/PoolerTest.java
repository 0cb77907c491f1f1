package io.cptm8.orchestratorm8.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.embedded.DatabaseAddress;
import io.cptm8.orchestratorm8.testing.Pgbouncer;
import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who keeps what belongs to a session is let through, and who does not is told at the start. */
@Timeout(180)
class PoolerTest {

    private final TestDatabase database = TestDatabase.fresh();

    @TempDir
    private Path directory;

    @TempDir
    private Path home;

    @BeforeAll
    static void needsPgbouncer() {
        Pgbouncer.require();
    }

    /** Last given, first taken is pgbouncer's way; the other one gives each statement another session. */
    @ParameterizedTest
    @ValueSource(strings = {"server_round_robin = 0", "server_round_robin = 1"})
    void a_pooler_in_transaction_mode_does_not_keep_a_session(String order) throws SQLException {
        try (var pooler = Pgbouncer.before(database.address(), directory, "transaction", order)) {
            assertThat(keepsSession(pooler.address())).isFalse();
        }
    }

    /** Sessions that somebody else has left lie ready there, and which of them is given is not ours to say. */
    @Test
    void nor_does_one_that_has_many_sessions_to_give() throws SQLException {
        try (var pooler = Pgbouncer.before(database.address(), directory, "transaction", "server_round_robin = 1")) {
            try (var one = connect(pooler.address());
                    var other = connect(pooler.address())) {
                for (var connection : new Connection[] {one, other}) {
                    connection.setAutoCommit(false);
                    try (var statement = connection.createStatement()) {
                        statement.execute("SELECT 1");
                    }
                }
            }
            assertThat(keepsSession(pooler.address())).isFalse();
        }
    }

    @Test
    void a_pooler_in_session_mode_does() throws SQLException {
        try (var pooler = Pgbouncer.before(database.address(), directory, "session")) {
            assertThat(keepsSession(pooler.address())).isTrue();
        }
    }

    @Test
    void without_a_pooler_no_second_connection_is_needed_to_know() throws SQLException {
        var opened = new AtomicInteger();
        try (var connection = connect(database.address())) {
            assertThat(Pooler.keepsSession(connection, () -> {
                        opened.incrementAndGet();
                        return connect(database.address());
                    }))
                    .isTrue();
        }
        assertThat(opened).hasValue(0);
    }

    @Test
    void a_start_behind_a_pooler_in_transaction_mode_is_refused_with_the_cure_and_nothing_is_changed() {
        try (var pooler = Pgbouncer.before(database.address(), directory, "transaction");
                var application = application(pooler).start()) {
            assertThat(application.awaitEnd()).isEqualTo(2);
            assertThat(application.application().refusal())
                    .contains("pooler in transaction mode", "POSTGRESQL_HOSTNAME", "session mode");
        }
        assertThat(database.count("SELECT count(*) FROM pg_namespace WHERE nspname = 'orchestratorm8'"))
                .isZero();
    }

    @Test
    void behind_a_pooler_in_session_mode_it_listens_leads_and_dispatches() {
        try (var pooler = Pgbouncer.before(database.address(), directory, "session");
                var application = application(pooler).startAndAwaitReady()) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> application.get("/ready").body().contains("\"leader\":true"));
            database.execute("INSERT INTO cptm8domain (name) VALUES ('shop.example.com')");
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            database.count("SELECT count(*) FROM orchestratorm8.request WHERE state = 'done'") == 1);
        }
    }

    private TestApplication application(Pgbouncer pooler) {
        var address = pooler.address();
        return new TestApplication(home, database, TestBroker.shared().newVirtualHost())
                .database(address.host(), address.port(), address.name());
    }

    private static boolean keepsSession(DatabaseAddress address) throws SQLException {
        try (var connection = connect(address)) {
            return Pooler.keepsSession(connection, () -> connect(address));
        }
    }

    private static Connection connect(DatabaseAddress address) throws SQLException {
        return Databases.session(PreparedDatabase.settings(address), "test");
    }
}
