package io.cptm8.orchestratorm8.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.testing.PostgresPair;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that stops taking writes keeps its connections; the pool does not. */
@Timeout(120)
class NoLongerPrimaryTest {

    private static final String WRITE = "CREATE TABLE IF NOT EXISTS public.written (x int)";

    @AutoClose
    private final PostgresPair pair = PostgresPair.launch();

    private Settings.Database settings(String host) {
        var address = pair.database().address();
        return new Settings.Database(
                host,
                5432,
                address.name(),
                "public",
                new Settings.Credentials(address.user(), address.password()),
                new Settings.DatabasePool(1, 1, Duration.ofMinutes(5), Duration.ofSeconds(2), Duration.ofSeconds(20)));
    }

    @Test
    void a_connection_to_a_server_that_became_read_only_is_not_used_again() throws SQLException {
        try (var pool = Databases.pool(settings("127.0.0.1:" + pair.primaryPort()))) {
            var before = failingWrite(pool.getConnection());
            pair.readOnly(false);

            try (var connection = pool.getConnection()) {
                assertThat(backend(connection)).isNotEqualTo(before);
                connection.createStatement().execute(WRITE);
            }
        }
    }

    /** Finds it read-only, and answers which of the server's processes it was. */
    private String failingWrite(Connection lent) throws SQLException {
        try (var connection = lent) {
            var backend = backend(connection);
            pair.readOnly(true);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> ask(connection, "SHOW default_transaction_read_only"), "on"::equals);
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> connection.createStatement().execute(WRITE))
                    .satisfies(e -> assertThat(e.getSQLState()).isEqualTo(NoLongerPrimary.READ_ONLY));
            return backend;
        }
    }

    @Test
    void of_two_servers_the_pool_and_the_session_find_the_one_that_is_promoted() throws SQLException {
        var settings = settings("127.0.0.1:%d,127.0.0.1:%d".formatted(pair.standbyPort(), pair.primaryPort()));
        try (var pool = Databases.pool(settings)) {
            try (var connection = pool.getConnection()) {
                assertThat(ask(connection, "SELECT inet_server_port()")).isEqualTo("" + pair.primaryPort());
            }
            pair.killPrimary();
            pair.promote();

            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
                try (var connection = pool.getConnection()) {
                    return ask(connection, "SELECT inet_server_port()").equals("" + pair.standbyPort());
                }
            });
            try (var session = Databases.session(settings, "test")) {
                assertThat(ask(session, "SELECT inet_server_port()")).isEqualTo("" + pair.standbyPort());
            }
            try (var reader = Databases.readers(settings, "test").getConnection()) {
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> reader.createStatement().execute(WRITE));
            }
        }
    }

    private static String backend(Connection connection) throws SQLException {
        return ask(connection, "SELECT pg_backend_pid()");
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
