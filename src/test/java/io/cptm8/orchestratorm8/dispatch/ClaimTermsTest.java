package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.scanner.Scanner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many requests one claim leases. */
class ClaimTermsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Otherwise the lease lapses in the throttle, and what still waits there is claimed and sent by another. */
    @ParameterizedTest
    @CsvSource({
        "per-domain, 1, 15",
        "per-domain, 10, 150",
        "per-domain, 100000, 1000",
        "ring-start, 1, 1000",
    })
    void a_claim_leases_no_more_than_its_scanners_rate_lets_through_in_a_quarter_of_the_lease(
            String template, int rate, int batch) {
        assertThat(batch(Duration.ofSeconds(60), template, rate)).isEqualTo(batch);
    }

    @ParameterizedTest
    @CsvSource({"1000, 1", "3000, 1", "8000, 2"})
    void a_claim_leases_one_at_least(long lease, int batch) {
        assertThat(batch(Duration.ofMillis(lease), "per-domain", 1)).isEqualTo(batch);
    }

    @Test
    void terms_that_change_hold_from_the_next_claim_on() {
        var terms = new ClaimTerms(settings(1000, Duration.ofSeconds(60)), new Claims());
        var before = claim(terms, "ring-start", 1);
        terms.use(new Settings.Dispatch(
                7,
                2,
                2000,
                Duration.ofSeconds(30),
                SECOND,
                SECOND,
                SECOND,
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                20,
                SECOND));
        var after = claim(terms, "ring-start", 1);

        assertThat(before)
                .containsEntry(ClaimTerms.BATCH, 1000)
                .containsEntry("lease", 60.0)
                .containsEntry("retryDelay", 1.0)
                .containsEntry("retryMaximum", 1.0);
        assertThat(after)
                .containsEntry(ClaimTerms.BATCH, 7)
                .containsEntry("lease", 30.0)
                .containsEntry("retryDelay", 3.0)
                .containsEntry("retryMaximum", 4.0);
    }

    private static Settings.Dispatch settings(int batch, Duration lease) {
        return new Settings.Dispatch(batch, 2, 2000, lease, SECOND, SECOND, SECOND, SECOND, SECOND, 20, SECOND);
    }

    private static int batch(Duration lease, String template, int rate) {
        return (int) claim(new ClaimTerms(settings(1000, lease), new Claims()), template, rate)
                .get(ClaimTerms.BATCH);
    }

    private static Map<String, Object> claim(ClaimTerms terms, String template, int rate) {
        terms.put(new Scanner(
                "one",
                Path.of("one.yaml"),
                template,
                "cptm8",
                "qone",
                List.of("cptm8.one.#"),
                Map.of(),
                "cptm8.one.post.scan",
                true,
                Optional.empty(),
                Duration.ZERO,
                rate,
                true,
                Map.of()));
        var exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getExchangeExtension().setFromRouteId("one");
        terms.process(exchange);
        return exchange.getMessage().getHeaders();
    }
}
