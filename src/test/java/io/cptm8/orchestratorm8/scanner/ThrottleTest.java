package io.cptm8.orchestratorm8.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How a rate becomes what Camel's throttle takes. */
class ThrottleTest {

    @Test
    void a_low_rate_is_so_many_in_a_second() {
        assertThat(Throttle.of(1)).isEqualTo(new Throttle(1, 1000));
        assertThat(Throttle.of(1000)).isEqualTo(new Throttle(1000, 1000));
    }

    @Test
    void the_highest_rate_is_a_thousand_in_ten_milliseconds() {
        assertThat(Throttle.of(100_000)).isEqualTo(new Throttle(1000, 10));
    }

    @Test
    void no_rate_takes_more_than_a_thousand_objects_or_lets_more_through_than_it_says() {
        for (int rate = 1; rate <= 100_000; rate++) {
            var throttle = Throttle.of(rate);
            assertThat(throttle.requests()).isBetween(1, 1000);
            var through = 1000.0 * throttle.requests() / throttle.millis();
            assertThat(through).isBetween(rate * 899.0 / 900, (double) rate);
        }
    }
}
