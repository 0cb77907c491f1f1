package io.cptm8.orchestratorm8.postgres.listen;

import static io.cptm8.orchestratorm8.postgres.listen.Listeners.HEARTBEAT;
import static io.cptm8.orchestratorm8.postgres.listen.Listeners.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.postgres.Databases;
import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the database says of the instances that listen on it. */
class InstancesTest {

    private static final String ALL =
            "SELECT coalesce(version, 'unknown'), leads FROM orchestratorm8.instances_now() ORDER BY since, id";

    private final TestDatabase database = TestDatabase.fresh();

    @AutoClose
    private final PreparedDatabase prepared = PreparedDatabase.of(database);

    private ListenSession instance(Duration heartbeat, String version) {
        var settings = PreparedDatabase.settings(database.address());
        var session =
                new ListenSession(() -> Databases.session(settings, "listen"), Databases.CHANNEL, heartbeat, version);
        session.start();
        return session;
    }

    @Test
    void each_says_its_version_and_which_one_leads() {
        assertThat(database.rows(ALL)).isEmpty();
        try (var first = instance(HEARTBEAT, "1.2.0")) {
            soon().until(first::isLeader);
            try (var second = instance(HEARTBEAT, "1.3.0-rc.1");
                    var third = instance(HEARTBEAT, null)) {
                soon().until(() -> second.isListening() && third.isListening());
                soon().untilAsserted(() -> assertThat(database.rows(ALL))
                        .containsExactlyInAnyOrder("1.2.0|t", "1.3.0-rc.1|f", "unknown|f"));
                // At any moment, whatever the session said last.
                for (int i = 0; i < 100; i++) {
                    assertThat(database.rows(ALL)).contains("1.2.0|t", "1.3.0-rc.1|f");
                }
                assertThat(database.count("SELECT count(DISTINCT id) FROM orchestratorm8.instances_now()"))
                        .isEqualTo(3);
            }
            soon().untilAsserted(() -> assertThat(database.rows(ALL)).containsExactly("1.2.0|t"));
        }
    }

    @Test
    void when_it_was_last_heard_is_when_it_last_said_something() {
        try (var beats = instance(HEARTBEAT, "1.2.0")) {
            soon().until(beats::isLeader);
            var before = seenAt();
            soon().until(() -> !seenAt().equals(before));
        }
    }

    private String seenAt() {
        return database.ask("SELECT seen_at FROM orchestratorm8.instances_now()");
    }

    @Test
    void what_is_no_version_is_none_and_another_database_is_another() throws SQLException {
        var settings = PreparedDatabase.settings(database.address());
        try (var session = Databases.session(settings, "listen");
                var statement = session.createStatement();
                var elsewhere = Databases.session(
                        PreparedDatabase.settings(TestDatabase.fresh().address()), "listen")) {
            statement.execute("SELECT 1 -- orchestratorm8 <b>1.2.3</b>");
            assertThat(database.rows(ALL)).containsExactly("unknown|f");
            statement.execute("SELECT pg_advisory_lock(hashtext('orchestratorm8_request.leader')) -- orchestratorm8 2");
            assertThat(database.rows(ALL)).containsExactly("2|t");
            assertThat(elsewhere.isClosed()).isFalse();
        }
    }
}
