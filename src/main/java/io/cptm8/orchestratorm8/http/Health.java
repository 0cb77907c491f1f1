package io.cptm8.orchestratorm8.http;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code GET /health}: 200 as long as the process can answer at all. */
public final class Health implements Processor {

    private final Clock clock;

    public Health(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        var body = new LinkedHashMap<String, Object>();
        body.put("status", "healthy");
        body.put("timestamp", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        body.put("service", "orchestratorm8");
        Json.answer(exchange, 200, body);
    }
}
