package io.cptm8.orchestratorm8.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.quartz.impl.matchers.GroupMatcher;

class TimersTest {

    @Test
    void a_timer_whose_next_time_is_of_a_clock_that_was_set_back_fires_again_at_once() throws Exception {
        var ticks = new AtomicInteger();
        try (var context = new DefaultCamelContext()) {
            var timers = Timers.heldIn(context);
            // Not as a class of its own, which an application in this package would take for a route of its own.
            RouteBuilder.addRoutes(
                    context,
                    routes -> routes.from("quartz:tick?cron=*+*+*+*+*+?&stateful=true")
                            .process(exchange -> ticks.incrementAndGet()));
            context.start();
            timers.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> ticks.get() > 0);
            var scheduler = timers.quartz().getScheduler();
            var key = scheduler
                    .getTriggerKeys(GroupMatcher.anyTriggerGroup())
                    .iterator()
                    .next();
            // As it is when the clock was an hour ahead.
            scheduler.rescheduleJob(
                    key,
                    scheduler
                            .getTrigger(key)
                            .getTriggerBuilder()
                            .startAt(Date.from(Instant.now().plus(Duration.ofHours(1))))
                            .build());
            assertThat(scheduler.getTrigger(key).getNextFireTime())
                    .isAfter(Instant.now().plus(Duration.ofMinutes(50)));
            var before = ticks.get();

            timers.reset();

            await().atMost(Duration.ofSeconds(20)).until(() -> ticks.get() > before + 1);
        }
    }
}
