package io.cptm8.orchestratorm8.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class NextFireTest {

    /** Ours may be wrong by hours, and another instance's by others. */
    @Test
    void the_next_time_is_reckoned_from_the_databases_clock() throws Exception {
        var exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage()
                .setBody(Map.of(
                        "cron",
                        "0 0 3 * * ?",
                        "fired_at",
                        "2031-05-01T03:00:00.000000Z",
                        "asked_at",
                        "2031-05-01T03:00:04.123456Z"));

        new NextFire().process(exchange);

        assertThat(exchange.getMessage().getHeader("next")).isEqualTo("2031-05-02T03:00:00Z");
        assertThat(exchange.getMessage().getHeader("firedAt")).isEqualTo("2031-05-01T03:00:00.000000Z");
    }
}
