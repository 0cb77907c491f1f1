package io.cptm8.orchestratorm8.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.config.SettingsReader;
import io.cptm8.orchestratorm8.testing.Installation;
import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DatabasesTest {

    @Test
    void as_shipped_the_pool_has_25_connections_at_most_10_idle_ones_and_each_for_5_minutes(@TempDir Path home) {
        Installation.in(home);
        try (var pool = Databases.pool(new SettingsReader(home, Map.of()).read().database())) {
            assertThat(pool.getMaximumPoolSize()).isEqualTo(25);
            assertThat(pool.getMinimumIdle()).isEqualTo(10);
            assertThat(pool.getMaxLifetime()).isEqualTo(Duration.ofMinutes(5).toMillis());
        }
    }

    @Test
    void what_the_file_says_of_the_pool_and_its_waits_is_what_it_has(@TempDir Path home) {
        Installation.in(home)
                .edit("application.properties", "database.pool.maximum = 25", "database.pool.maximum = 7")
                .edit("application.properties", "database.pool.idle = 10", "database.pool.idle = 3")
                .edit("application.properties", "database.pool.lifetime = 5m", "database.pool.lifetime = 2m")
                .edit("application.properties", "database.connect-timeout = 5s", "database.connect-timeout = 4s")
                .edit("application.properties", "database.query-timeout = 30s", "database.query-timeout = 20s");
        try (var pool = Databases.pool(new SettingsReader(home, Map.of()).read().database())) {
            assertThat(pool.getMaximumPoolSize()).isEqualTo(7);
            assertThat(pool.getMinimumIdle()).isEqualTo(3);
            assertThat(pool.getMaxLifetime()).isEqualTo(120_000);
            assertThat(pool.getConnectionTimeout()).isEqualTo(4_000);
            assertThat(pool.getDataSourceProperties())
                    .containsEntry("connectTimeout", "4")
                    .containsEntry("loginTimeout", "4")
                    .containsEntry("socketTimeout", "20");
        }
    }

    /** The kernel's table of sockets names the timer that runs for each: 02 is the one of keepalive. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void both_ends_of_a_session_notice_that_the_other_machine_is_gone() throws SQLException, IOException {
        try (var session =
                Databases.session(PreparedDatabase.settings(TestDatabase.fresh().address()), "test")) {
            assertThat(timer(Integer.parseInt(ask(session, "SELECT inet_client_port()"))))
                    .startsWith("02:");
            assertThat(ask(session, "SHOW tcp_keepalives_idle")).isEqualTo("10");
            assertThat(ask(session, "SHOW tcp_keepalives_interval")).isEqualTo("5");
            assertThat(ask(session, "SHOW tcp_keepalives_count")).isEqualTo("4");
        }
    }

    private static String timer(int port) throws IOException {
        var local = ":%04X".formatted(port);
        for (var table : new String[] {"/proc/net/tcp6", "/proc/net/tcp"}) {
            try (var lines = Files.exists(Path.of(table)) ? Files.lines(Path.of(table)) : Stream.<String>empty()) {
                var timer = lines.map(line -> line.strip().split("\\s+"))
                        .filter(columns -> columns[1].endsWith(local))
                        .map(columns -> columns[5])
                        .findFirst();
                if (timer.isPresent()) {
                    return timer.get();
                }
            }
        }
        throw new IllegalStateException("no socket has port " + port);
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
