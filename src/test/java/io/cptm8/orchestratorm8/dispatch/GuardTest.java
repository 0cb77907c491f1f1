package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import java.time.Duration;
import java.util.HashMap;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {

    private static final Duration ONE = Duration.ofSeconds(1);

    /** A claim can still find a request whose domain was disabled, or is gone, without our trigger. */
    @ParameterizedTest
    @CsvSource({"true, ", "false, cancelled", ", cancelled"})
    void only_an_enabled_domain_passes(Boolean enabled, String verdict) {
        assertThat(verdict(enabled, Duration.ofMinutes(1))).isEqualTo(verdict);
    }

    /** Whatever the row says of the domain: another may have claimed the request since. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_its_claim_no_longer_holds_is_handed_back(boolean enabled) {
        assertThat(verdict(enabled, Duration.ZERO)).isEqualTo("released");
        assertThat(verdict(enabled, Duration.ofMinutes(-1))).isEqualTo("released");
    }

    @Test
    void a_claim_holds_for_its_lease_counted_from_before_it_is_made() {
        var claims = new ClaimTerms(
                new Settings.Dispatch(10, 1, 10, Duration.ofSeconds(7), ONE, ONE, ONE, ONE, ONE, 20, ONE),
                new Claims());
        claims.put(PreparedDatabase.scanner("certm8"));
        var exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getExchangeExtension().setFromRouteId("certm8");
        var before = System.nanoTime();

        claims.process(exchange);

        var message = exchange.getMessage();
        assertThat(message.getHeader(ClaimTerms.NOT_AFTER, Long.class)
                        - message.getHeader(ClaimTerms.CLAIMED_AT, Long.class))
                .isEqualTo(Duration.ofSeconds(7).toNanos());
        assertThat(message.getHeader(ClaimTerms.CLAIMED_AT, Long.class) - before)
                .isNotNegative();
    }

    /** @param left of the lease */
    private static String verdict(Boolean enabled, Duration left) {
        var row = new HashMap<String, Object>();
        row.put("request", 1L);
        row.put("generation", 1);
        row.put("name", "shop.example.com");
        row.put("enabled", enabled);
        var exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(row);
        exchange.getMessage().setHeader(ClaimTerms.NOT_AFTER, System.nanoTime() + left.toNanos());

        new Guard().process(exchange);

        return exchange.getMessage().getHeader(Verdict.HEADER, String.class);
    }
}
