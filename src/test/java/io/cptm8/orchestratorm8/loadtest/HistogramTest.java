package io.cptm8.orchestratorm8.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistogramTest {

    private final Histogram histogram = new Histogram();

    @Test
    void quantiles_are_those_of_the_sorted_values_and_at_most_1_percent_more() {
        var random = new Random(7);
        // From a microsecond to a minute, as many in each decade.
        var values = LongStream.generate(() -> (long) Math.pow(10, random.nextDouble() * 7.8))
                .limit(20_000)
                .sorted()
                .toArray();
        LongStream.of(values).forEach(histogram::add);

        var quantiles = histogram.quantiles();
        assertThat(quantiles.count()).isEqualTo(20_000);
        assertThat(quantiles.p50()).isBetween(values[9_999], values[9_999] * 101 / 100);
        assertThat(quantiles.p95()).isBetween(values[18_999], values[18_999] * 101 / 100);
        assertThat(quantiles.p99()).isBetween(values[19_799], values[19_799] * 101 / 100);
        assertThat(quantiles.max()).isEqualTo(values[19_999]);
    }

    @Test
    void small_values_are_exact() {
        LongStream.rangeClosed(1, 100).forEach(histogram::add);

        assertThat(histogram.quantiles()).isEqualTo(new Quantiles(100, 50, 95, 99, 100));
    }

    @Test
    void one_value_is_every_quantile() {
        histogram.add(123_457);

        assertThat(histogram.quantiles()).isEqualTo(new Quantiles(1, 123_457, 123_457, 123_457, 123_457));
    }

    @Test
    void none_is_all_zero_and_what_cannot_be_is_the_nearest_that_can() {
        assertThat(histogram.quantiles()).isEqualTo(new Quantiles(0, 0, 0, 0, 0));

        histogram.add(-5);
        assertThat(histogram.quantiles().max()).isZero();
        histogram.add(Long.MAX_VALUE);
        assertThat(histogram.quantiles().max()).isEqualTo((1L << 39) - 1);
    }
}
