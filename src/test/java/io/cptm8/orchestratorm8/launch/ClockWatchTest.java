package io.cptm8.orchestratorm8.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.LogCapture;
import io.cptm8.orchestratorm8.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private final AtomicLong steady = new AtomicLong(Long.MAX_VALUE - 1_000_000_000_000L);
    private final SettableClock clock = SettableClock.over(steady::get);
    private final List<Duration> steps = new ArrayList<>();

    @AutoClose
    private final ClockWatch watch = new ClockWatch(clock, steady::get, steps::add);

    @AutoClose
    private final LogCapture log = LogCapture.of(ClockWatch.class.getName());

    private void lookAfter(Duration time) {
        steady.addAndGet(time.toNanos());
        watch.look();
    }

    @Test
    void time_that_passes_is_no_step_however_late_the_look_is() {
        lookAfter(Duration.ofSeconds(1));
        lookAfter(Duration.ofMinutes(10));

        assertThat(steps).isEmpty();
        assertThat(log.messages()).isEmpty();
    }

    @Test
    void a_clock_that_is_set_back_is_told_once_with_how_far() {
        clock.step(Duration.ofHours(-1));
        lookAfter(Duration.ofSeconds(1));
        lookAfter(Duration.ofSeconds(1));

        assertThat(steps).containsExactly(Duration.ofHours(-1));
        assertThat(log.messages())
                .singleElement()
                .asString()
                .contains("WARN", "set back by 3600000 ms", "begin anew", "the database's");
    }

    @Test
    void so_is_one_that_is_set_forward_and_each_further_step() {
        clock.step(Duration.ofSeconds(5));
        lookAfter(Duration.ofSeconds(1));
        clock.step(Duration.ofSeconds(-5));
        lookAfter(Duration.ofSeconds(1));

        assertThat(steps).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(-5));
    }

    @Test
    void a_clock_that_is_slewed_for_long_is_not_set() {
        for (var look = 0; look < 100; look++) {
            clock.step(Duration.ofMillis(-500));
            lookAfter(Duration.ofSeconds(1));
        }

        assertThat(steps).isEmpty();
    }

    @Test
    void a_listener_that_fails_does_not_end_the_looks() {
        try (var failing = new ClockWatch(clock, steady::get, step -> {
            steps.add(step);
            throw new IllegalStateException("no");
        })) {
            clock.step(Duration.ofHours(-1));
            failing.look();
            clock.step(Duration.ofHours(-1));
            failing.look();
        }
        assertThat(steps).hasSize(2);
    }
}
