package io.cptm8.orchestratorm8.postgres.listen;

import static io.cptm8.orchestratorm8.postgres.listen.Listeners.CHANNEL;
import static io.cptm8.orchestratorm8.postgres.listen.Listeners.HEARTBEAT;
import static io.cptm8.orchestratorm8.postgres.listen.Listeners.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.FaultProxy;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Of all that listen on one database one leads. */
class LeadershipTest {

    private final Listeners listeners = Listeners.on(TestDatabase.fresh());

    @Test
    void of_two_sessions_one_leads_and_the_other_when_it_ends() {
        var first = listeners.named("first");
        var woken = new AtomicInteger();
        try (var second = listeners.named("second")) {
            first.start();
            soon().until(first::isLeader);
            second.subscribe(woken::incrementAndGet);
            second.start();
            soon().until(second::isListening);
            listeners.awaitHeartbeats("second");
            assertThat(second.isLeader()).isFalse();
            var before = woken.get();

            first.close();

            // A close waits for the session's thread, but not for ever.
            soon().until(() -> !first.isLeader());
            soon().until(second::isLeader);
            soon().untilAsserted(() ->
                    assertThat(woken).as("woken to do what a leader does").hasValueGreaterThan(before));
        } finally {
            first.close();
        }
    }

    @Test
    void who_resigns_hands_over_at_once_and_never_leads_again() {
        // No heartbeat comes to pass while this runs.
        try (var first = new ListenSession(() -> listeners.connect("first"), CHANNEL, Duration.ofMinutes(1));
                var second = new ListenSession(() -> listeners.connect("second"), CHANNEL, Duration.ofMinutes(1))) {
            first.start();
            soon().until(first::isLeader);
            second.start();
            soon().until(second::isListening);

            first.resign();

            assertThat(first.isLeader()).isFalse();
            assertThat(first.hasResigned()).isTrue();
            soon().until(second::isLeader);
            assertThat(first.isListening()).as("it listens on while it ends").isTrue();

            listeners.kill("second");
            soon().until(second::isLeader);
            assertThat(first.isLeader()).isFalse();
        }
    }

    @Test
    void who_resigns_while_nobody_answers_does_not_wait_long_and_leads_no_more() {
        try (var network = FaultProxy.to(listeners.port());
                var session = new ListenSession(
                        () -> listeners.through(network.port()).connect("first"), CHANNEL, HEARTBEAT)) {
            session.start();
            soon().until(session::isLeader);
            network.blackhole(true);

            session.resign();

            assertThat(session.isLeader()).isFalse();
        }
    }

    @Test
    void when_the_leaders_session_is_killed_one_of_the_two_leads_again() {
        try (var first = listeners.named("first");
                var second = listeners.named("second")) {
            first.start();
            second.start();
            soon().until(() -> leaders(first, second) == 1);

            var killed = first.isLeader() ? "first" : "second";
            var lost = listeners.sessions(killed);
            listeners.kill(killed);

            // Before it has noticed it leads and listens as before.
            soon().until(() -> listeners.sessions(killed).size() == 1
                    && !listeners.sessions(killed).equals(lost));
            soon().until(() -> leaders(first, second) == 1 && first.isListening() && second.isListening());
            listeners.awaitHeartbeats("first");
            listeners.awaitHeartbeats("second");
            assertThat(leaders(first, second)).isEqualTo(1);
        }
    }

    @Test
    void who_has_lost_the_session_does_not_lead_before_it_has_another() {
        var connections = new AtomicInteger();
        var mayConnect = new CountDownLatch(1);
        try (var session = new ListenSession(
                () -> {
                    if (connections.incrementAndGet() > 1) {
                        awaitUninterrupted(mayConnect);
                    }
                    return listeners.connect("first");
                },
                CHANNEL,
                HEARTBEAT)) {
            session.start();
            soon().until(session::isLeader);

            listeners.kill("first");
            soon().until(() -> connections.get() == 2);
            assertThat(session.isLeader()).isFalse();
            assertThat(session.isListening()).isFalse();

            mayConnect.countDown();
            soon().until(session::isLeader);
        }
    }

    @Test
    void one_leads_again_after_postgresql_was_away() {
        try (var network = FaultProxy.to(listeners.port())) {
            var far = listeners.through(network.port());
            try (var first = far.named("first");
                    var second = far.named("second")) {
                first.start();
                second.start();
                soon().until(() -> leaders(first, second) == 1);

                network.refuse(true);
                network.cutAll();
                soon().until(() -> leaders(first, second) == 0);
                network.refuse(false);

                soon().until(() -> leaders(first, second) == 1 && first.isListening() && second.isListening());
            }
        }
    }

    private static long leaders(ListenSession... sessions) {
        return Stream.of(sessions).filter(ListenSession::isLeader).count();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
