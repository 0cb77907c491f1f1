package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.postgres.listen.PgListenConsumer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class StartStrategyTest {

    private final StartStrategy strategy = new StartStrategy();
    private final DefaultCamelContext context = new DefaultCamelContext();

    private Exchange batch(boolean full, long... requests) {
        var settlement = new Settlement();
        for (var request : requests) {
            settlement.keep(request, 1, 0, false);
        }
        var exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(settlement);
        exchange.getMessage().setHeader("scanner", "asmm8");
        exchange.getMessage().setHeader("claim", "c" + requests[0]);
        exchange.getMessage().setHeader("quiet", 100L);
        exchange.getMessage().setHeader("hold", 2000L);
        exchange.getMessage().setHeader("size", 1000L);
        exchange.getMessage().setHeader("rate", 1L);
        exchange.getMessage().setHeader("lease", 60.0);
        exchange.setProperty(PgListenConsumer.AGAIN, full);
        return exchange;
    }

    private static Start start(Exchange exchange) {
        return exchange.getMessage().getBody(Start.class);
    }

    @Test
    void the_same_requests_make_the_same_message_id_in_whatever_order_and_batches_they_are_gathered() {
        var once = strategy.aggregate(strategy.aggregate(null, batch(true, 7, 3)), batch(false, 5));
        var again = strategy.aggregate(strategy.aggregate(null, batch(true, 5)), batch(false, 3, 7));

        assertThat(start(once).messageId()).isEqualTo(start(again).messageId()).startsWith("asmm8:3:1+2:");
    }

    @Test
    void a_start_that_answers_one_request_more_is_another_start() {
        var two = strategy.aggregate(null, batch(false, 1, 9));
        var three = strategy.aggregate(null, batch(false, 1, 5, 9));

        assertThat(start(two).messageId()).isNotEqualTo(start(three).messageId());
    }

    @Test
    void a_start_may_be_sent_for_as_long_as_one_of_its_claims_holds() {
        var first = batch(false, 1);
        first.getMessage().setHeader(ClaimTerms.NOT_AFTER, 1_000L);
        var last = batch(false, 2);
        last.getMessage().setHeader(ClaimTerms.NOT_AFTER, 3_000L);

        var start = strategy.aggregate(strategy.aggregate(null, first), last);

        assertThat(start.getMessage().getHeader(ClaimTerms.NOT_AFTER)).isEqualTo(3_000L);
    }

    @Test
    void who_has_resigned_sends_no_start_any_more() {
        var held = strategy.aggregate(null, batch(false, 1));
        held.getMessage()
                .setHeader(
                        ClaimTerms.NOT_AFTER,
                        System.nanoTime() + Duration.ofHours(1).toNanos());
        held.getMessage().setHeader("routingKey", "cptm8.asmm8.get.scan");

        new StartMessage(() -> true).process(held);

        assertThat(held.getMessage().getHeader(ClaimTerms.NOT_AFTER, Long.class) - System.nanoTime())
                .isNotPositive();
    }

    @Test
    void after_a_full_batch_it_waits_for_the_next_one_longer_than_the_quiet_time() {
        assertThat(start(strategy.aggregate(null, batch(true, 1))).patienceMillis())
                .isEqualTo(2000);
    }

    @Test
    void it_waits_for_the_quiet_time_after_each_batch_and_for_nobody_when_it_has_its_size() {
        var held = strategy.aggregate(null, batch(false, 1, 2));
        assertThat(start(held).isComplete()).isFalse();
        assertThat(start(held).patienceMillis()).isEqualTo(100);

        var full = strategy.aggregate(
                held, batch(false, LongStream.rangeClosed(3, 1_000).toArray()));

        assertThat(start(full).getDomains()).isEqualTo(1_000);
        assertThat(start(full).isComplete()).isTrue();
    }

    @Test
    void changes_that_keep_coming_put_it_off_no_longer_than_the_hold() {
        var held = new AtomicReference<>(strategy.aggregate(null, batch(false, 1)));
        var request = new AtomicLong(1);

        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> start(held.updateAndGet(
                                before -> strategy.aggregate(before, batch(false, request.incrementAndGet()))))
                        .isComplete());

        assertThat(start(held.get()).getHeldMillis()).isGreaterThanOrEqualTo(2_000);
        assertThat(start(held.get()).getDomains()).isLessThan(1_000);
    }

    @Test
    void a_second_start_within_the_spacing_of_the_rate_stays_open_for_others_until_its_turn() {
        var before = System.nanoTime();
        var first = strategy.aggregate(null, batch(false, 1));
        var second = strategy.aggregate(null, batch(false, 2));
        var patience = start(second).patienceMillis();
        // Less by what this test itself has taken, but never less than the quiet time.
        var least = Math.max(100, 1000 - (System.nanoTime() - before) / 1_000_000);

        assertThat(start(first).patienceMillis()).isEqualTo(100);
        assertThat(patience).isBetween(least, 1001L);
        assertThat(start(second).isComplete()).isFalse();
    }
}
