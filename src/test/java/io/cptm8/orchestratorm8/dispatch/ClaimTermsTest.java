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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many requests one claim leases. */
class ClaimTermsTest {

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

    private static int batch(Duration lease, String template, int rate) {
        var second = Duration.ofSeconds(1);
        var terms = new ClaimTerms(
                new Settings.Dispatch(1000, 2, 2000, lease, second, second, second, second, second, second),
                new Claims());
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
        return exchange.getMessage().getHeader(ClaimTerms.BATCH, Integer.class);
    }
}
