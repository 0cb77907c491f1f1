package io.cptm8.orchestratorm8.postgres.listen;

import static io.cptm8.orchestratorm8.postgres.listen.Listeners.CHANNEL;
import static io.cptm8.orchestratorm8.postgres.listen.Listeners.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.cptm8.orchestratorm8.testing.FaultProxy;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Threads;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a route that waits for work is run. */
class PgListenConsumerTest {

    /** So long that no test sees the end of it. */
    private static final String NEVER = "10m";

    private final TestDatabase database = TestDatabase.fresh();
    private final Listeners listeners = Listeners.on(database);
    private final Threads threads = Threads.snapshot();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final AtomicInteger runs = new AtomicInteger();
    private ListenSession session = listeners.named("a");
    /** Without one, every route is run whenever there may be work. */
    private Question question;

    private volatile Set<String> busy = Set.of();

    @AfterEach
    void close() throws Exception {
        context.close();
        session.close();
        threads.assertNoneLeft();
    }

    @Test
    void a_notification_runs_the_route_and_once_more_a_little_later() throws Exception {
        start("sweep=" + NEVER + "&lookAgain=20ms", exchange -> runs.incrementAndGet());
        var before = settledRuns();

        database.execute("NOTIFY " + CHANNEL);

        soon().until(() -> runs.get() == before + 2);
    }

    @Test
    void nobody_has_to_ring_for_the_sweep() throws Exception {
        start("sweep=50ms", exchange -> runs.incrementAndGet());
        var before = settledRuns();

        soon().until(() -> runs.get() >= before + 3);
    }

    @Test
    void the_sweep_goes_on_while_the_connection_answers_nothing() throws Exception {
        try (var proxy = FaultProxy.to(database.address().port())) {
            session = listeners.through(proxy.port()).named("a");
            start("sweep=50ms", exchange -> runs.incrementAndGet());
            soon().until(session::isLeader);

            proxy.blackhole(true);
            var before = runs.get();
            soon().until(() -> runs.get() >= before + 3);
            soon().until(() -> !session.isListening());
            var deaf = runs.get();
            soon().until(() -> runs.get() >= deaf + 3);

            proxy.blackhole(false);
            soon().until(session::isListening);
            session.close();
        }
    }

    @Test
    void a_run_that_says_there_is_more_is_followed_at_once_by_another() throws Exception {
        start("sweep=" + NEVER + "&lookAgain=" + NEVER, exchange -> {
            if (runs.incrementAndGet() < 50) {
                exchange.setProperty(PgListenConsumer.AGAIN, true);
            }
        });

        soon().until(() -> runs.get() >= 50);
    }

    @Test
    void a_run_that_fails_is_not_the_last() throws Exception {
        start("sweep=50ms", exchange -> {
            if (runs.incrementAndGet() % 2 == 1) {
                throw new IllegalStateException("as ordered");
            }
        });

        soon().until(() -> runs.get() >= 6);
    }

    @Test
    void wake_ups_during_a_run_are_one_run_more() throws Exception {
        var first = new CountDownLatch(1);
        start("sweep=" + NEVER + "&lookAgain=" + NEVER, exchange -> {
            runs.incrementAndGet();
            first.await();
        });
        soon().until(() -> runs.get() == 1 && session.isLeader());
        for (var ring = 0; ring < 20; ring++) {
            database.execute("NOTIFY " + CHANNEL);
        }
        listeners.awaitHeartbeats("a");

        first.countDown();

        soon().until(() -> runs.get() == 2);
        listeners.awaitHeartbeats("a");
        assertThat(runs).hasValue(2);
    }

    @Test
    void only_the_leader_runs_what_is_for_the_leader_and_a_new_leader_at_once() throws Exception {
        try (var leader = listeners.named("leader")) {
            leader.start();
            soon().until(leader::isLeader);
            start("sweep=10ms&leaderOnly=true", exchange -> runs.incrementAndGet());
            soon().until(session::isListening);
            database.execute("NOTIFY " + CHANNEL);
            listeners.awaitHeartbeats("a");
            assertThat(runs).hasValue(0);

            leader.close();

            soon().until(() -> runs.get() > 0);
            assertThat(session.isLeader()).isTrue();
        }
    }

    @Test
    void lanes_run_side_by_side() throws Exception {
        var both = new CountDownLatch(2);
        start("sweep=50ms&lanes=2", exchange -> {
            runs.incrementAndGet();
            both.countDown();
            both.await();
        });

        soon().until(() -> both.getCount() == 0);
    }

    @Test
    void lanes_share_one_sweep() throws Exception {
        start("sweep=50ms&lookAgain=50ms&lanes=8", exchange -> runs.incrementAndGet());
        settledRuns();
        var from = System.nanoTime();
        var before = runs.get();

        soon().until(() -> runs.get() >= before + 20);

        // At least: a busy machine makes it more, and a sweep for each lane an eighth of it.
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(Duration.ofMillis(18 * 50));
    }

    @Test
    void a_route_that_is_stopped_is_not_run_and_one_that_is_started_again_is() throws Exception {
        start("sweep=10ms", exchange -> runs.incrementAndGet());
        soon().until(() -> runs.get() > 0);

        context.getRouteController().stopRoute("route");
        var stopped = runs.get();
        database.execute("NOTIFY " + CHANNEL);
        listeners.awaitHeartbeats("a");
        assertThat(runs).hasValue(stopped);

        context.getRouteController().startRoute("route");
        soon().until(() -> runs.get() > stopped);
    }

    @Test
    void a_stop_waits_for_the_sweep_of_no_lane() throws Exception {
        start("sweep=" + NEVER + "&lookAgain=" + NEVER + "&lanes=8", exchange -> runs.incrementAndGet());
        settledRuns();

        assertTimeout(Duration.ofSeconds(5), () -> context.getRouteController().stopRoute("route"));
    }

    @Test
    void only_a_route_that_has_work_is_run_and_all_of_them_cost_one_question_a_sweep() throws Exception {
        var questions = new AtomicInteger();
        question = () -> {
            questions.incrementAndGet();
            return busy;
        };
        start("sweep=50ms&lanes=4", exchange -> runs.incrementAndGet());
        var idle = settledRuns();
        var before = questions.get();

        soon().until(() -> questions.get() >= before + 5);
        database.execute("NOTIFY " + CHANNEL);
        listeners.awaitHeartbeats("a");
        assertThat(runs).hasValue(idle);

        busy = Set.of("another", "route");
        soon().until(() -> runs.get() >= idle + 3);
    }

    @Test
    void a_question_without_an_answer_runs_every_route() throws Exception {
        question = () -> {
            throw new SQLException("as ordered");
        };
        start("sweep=50ms", exchange -> runs.incrementAndGet());
        var before = settledRuns();

        soon().until(() -> runs.get() >= before + 3);
    }

    @Test
    void nobody_is_asked_for_a_route_that_would_not_run() throws Exception {
        try (var leader = listeners.named("leader")) {
            leader.start();
            soon().until(leader::isLeader);
            var questions = new AtomicInteger();
            question = () -> {
                questions.incrementAndGet();
                return Set.of("route");
            };
            start("sweep=10ms&leaderOnly=true", exchange -> runs.incrementAndGet());
            soon().until(session::isListening);

            listeners.awaitHeartbeats("a");
            assertThat(questions).hasValue(0);
        }
    }

    /** Runs so far, when those that the start itself brings about are over. */
    private int settledRuns() {
        soon().until(session::isLeader);
        listeners.awaitHeartbeats("a");
        return runs.get();
    }

    private void start(String options, Processor work) throws Exception {
        var component = new PgListenComponent();
        component.setSession(session);
        component.setQuestion(question);
        context.addComponent("pg-listen", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("pg-listen:" + CHANNEL + "?" + options).routeId("route").process(work);
            }
        });
        context.start();
        session.start();
    }
}
