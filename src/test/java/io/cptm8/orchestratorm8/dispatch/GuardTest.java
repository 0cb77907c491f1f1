package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {

    /** A claim can still find a request whose domain was disabled, or is gone, without our trigger. */
    @ParameterizedTest
    @CsvSource({"true, ", "false, cancelled", ", cancelled"})
    void only_an_enabled_domain_passes(Boolean enabled, String verdict) {
        var row = new HashMap<String, Object>();
        row.put("request", 1L);
        row.put("generation", 1);
        row.put("name", "shop.example.com");
        row.put("enabled", enabled);
        var exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(row);

        new Guard().process(exchange);

        assertThat(exchange.getMessage().getHeader(Verdict.HEADER, String.class))
                .isEqualTo(verdict);
    }
}
