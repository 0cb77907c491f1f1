package io.cptm8.orchestratorm8.postgres.listen;

import static io.cptm8.orchestratorm8.postgres.listen.Listeners.CHANNEL;
import static io.cptm8.orchestratorm8.postgres.listen.Listeners.HEARTBEAT;
import static io.cptm8.orchestratorm8.postgres.listen.Listeners.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cptm8.orchestratorm8.testing.FaultProxy;
import io.cptm8.orchestratorm8.testing.Pgbouncer;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Threads;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One session listens and wakes, whatever becomes of its connection. */
class ListenSessionTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final Listeners listeners = Listeners.on(database);
    private final AtomicInteger wakes = new AtomicInteger();

    @Test
    void it_listens_first_and_wakes_then_so_that_nothing_falls_in_between() {
        var connection = new AtomicReference<Connection>();
        var listened = new AtomicBoolean();
        try (var session = showing(connection)) {
            session.subscribe(() -> {
                // The first is the subscription's own; the next is the session's, on its thread. Asked before it is
                // counted, because the test looks at the answer as soon as it sees the count.
                if (wakes.get() == 1) {
                    listened.set(listens(connection.get()));
                }
                wakes.incrementAndGet();
            });
            session.start();

            soon().until(() -> wakes.get() >= 2);
            assertThat(listened).isTrue();
        }
    }

    @Test
    void a_notification_wakes_once_and_a_heartbeat_does_not() {
        try (var session = leading("a")) {
            var before = wakes.get();
            listeners.awaitHeartbeats("a");
            assertThat(wakes).hasValue(before);

            database.execute("NOTIFY " + CHANNEL + "; NOTIFY other_channel");
            soon().until(() -> wakes.get() > before);
            listeners.awaitHeartbeats("a");
            assertThat(wakes).hasValue(before + 1);
        }
    }

    @Test
    void after_each_of_ten_losses_there_is_one_session_and_one_wake_up_for_a_notification() {
        try (var session = leading("a")) {
            for (var loss = 1; loss <= 10; loss++) {
                var woken = wakes.get();
                listeners.kill("a");
                // Woken for what was missed, and once more for leading again.
                soon().until(() -> wakes.get() == woken + 2);
                listeners.awaitHeartbeats("a");
                // The backend that was killed tells its client before it is gone.
                soon().untilAsserted(() -> assertThat(listeners.sessions("a")).hasSize(1));
                assertThat(session.trouble()).isEmpty();

                var before = wakes.get();
                database.execute("NOTIFY " + CHANNEL);
                soon().until(() -> wakes.get() > before);
                listeners.awaitHeartbeats("a");
                assertThat(wakes).as("after loss " + loss).hasValue(before + 1);
            }
        }
    }

    @Test
    void a_connection_that_answers_nothing_any_more_is_noticed_and_replaced() {
        try (var proxy = FaultProxy.to(database.address().port());
                var session = listeners.through(proxy.port()).named("a")) {
            session.subscribe(wakes::incrementAndGet);
            session.start();
            soon().until(session::isLeader);

            proxy.blackhole(true);
            soon().until(() -> !session.isListening() && !session.isLeader());
            // Its reason is said after that.
            soon().until(() -> !session.trouble().isEmpty());

            var before = wakes.get();
            proxy.blackhole(false);
            soon().until(() -> session.isListening() && session.trouble().isEmpty());
            soon().until(() -> wakes.get() > before);
        }
    }

    @Test
    void a_server_that_refuses_is_tried_until_it_does_not() {
        try (var proxy = FaultProxy.to(database.address().port());
                var session = listeners.through(proxy.port()).named("a")) {
            proxy.refuse(true);
            session.start();
            soon().until(() -> session.trouble().contains("refused"));

            proxy.refuse(false);
            soon().until(session::isListening);
        }
    }

    /** One that was not there at the start, where a migration looks for it too. */
    @Test
    void behind_a_pooler_that_gives_the_session_to_others_nobody_listens_or_leads_and_it_is_said_why(
            @TempDir Path directory) {
        Pgbouncer.require();
        try (var pooler = Pgbouncer.before(database.address(), directory, "transaction");
                var session = listeners.through(pooler.address().port()).named("a")) {
            session.subscribe(wakes::incrementAndGet);
            session.start();

            soon().until(() -> session.trouble().contains("pooler in transaction mode"));
            assertThat(wakes).as("none but the subscription's own").hasValue(1);
            assertThat(session.isListening()).isFalse();
            assertThat(session.isLeader()).isFalse();
        }
    }

    @Test
    void each_attempt_waits_longer_than_the_one_before_so_that_a_server_is_not_stormed() {
        var attempts = new CopyOnWriteArrayList<Long>();
        try (var session = new ListenSession(
                () -> {
                    attempts.add(System.nanoTime());
                    throw new SQLException("no server");
                },
                CHANNEL,
                HEARTBEAT)) {
            session.start();
            soon().until(() -> attempts.size() >= 5);

            for (var attempt = 1; attempt < 5; attempt++) {
                assertThat((attempts.get(attempt) - attempts.get(attempt - 1)) / 1_000_000)
                        .as("milliseconds before attempt " + (attempt + 1))
                        .isGreaterThanOrEqualTo(99L << (attempt - 1));
            }
        }
    }

    @Test
    void a_session_that_does_not_listen_any_more_is_noticed_and_replaced() {
        var connection = new AtomicReference<Connection>();
        try (var session = showing(connection)) {
            session.start();
            soon().until(session::isLeader);
            // As behind a pooler that has given the backend to somebody else in the meantime.
            var deaf = connection.get();
            unlisten(deaf);

            soon().until(() -> connection.get() != deaf && session.isListening());
        }
    }

    @Test
    void a_close_leaves_neither_session_nor_thread() {
        var threads = Threads.snapshot();
        var session = leading("a");
        assertThat(listeners.sessions("a")).hasSize(1);

        session.close();

        threads.assertNoneLeft();
        assertThat(session.isLeader()).isFalse();
        assertThat(session.isListening()).isFalse();
        soon().until(() -> listeners.sessions("a").isEmpty());
    }

    @Test
    void a_close_between_two_attempts_to_connect_leaves_no_thread() {
        var threads = Threads.snapshot();
        var attempts = new AtomicInteger();
        var session = new ListenSession(
                () -> {
                    attempts.incrementAndGet();
                    throw new SQLException("no server");
                },
                CHANNEL,
                HEARTBEAT);
        session.start();
        soon().until(() -> attempts.get() >= 3);

        session.close();

        threads.assertNoneLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper", "1a", "a b", "a;DROP TABLE x", "a'b", "a\"b", "ä"})
    void a_channel_that_is_not_a_plain_identifier_is_refused(String channel) {
        assertThatThrownBy(() -> new ListenSession(() -> null, channel, HEARTBEAT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("identifier");
    }

    private ListenSession leading(String name) {
        var session = listeners.named(name);
        session.subscribe(wakes::incrementAndGet);
        session.start();
        // the subscription, the session, the leadership
        soon().until(() -> wakes.get() == 3);
        return session;
    }

    private static boolean listens(Connection connection) {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery("SELECT pg_listening_channels()")) {
            return answer.next() && answer.getString(1).equals(CHANNEL);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unlisten(Connection connection) {
        try (var statement = connection.createStatement()) {
            statement.execute("UNLISTEN *");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A session that lets its connection be looked at. */
    private ListenSession showing(AtomicReference<Connection> connection) {
        return new ListenSession(
                () -> {
                    connection.set(listeners.connect("a"));
                    return connection.get();
                },
                CHANNEL,
                HEARTBEAT);
    }
}
