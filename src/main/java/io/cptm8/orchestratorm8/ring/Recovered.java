package io.cptm8.orchestratorm8.ring;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** After hear.sql: says that a run goes on whose hop was late, stuck, or started again. */
public final class Recovered implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(Recovered.class);

    private final RingMeters meters;

    public Recovered(RingMeters meters) {
        this.meters = meters;
    }

    @Override
    public void process(Exchange exchange) {
        List<?> rows = exchange.getMessage().getBody(List.class);
        for (var each : rows) {
            if (each instanceof Map<?, ?> row && row.get("recovered") instanceof String scanner) {
                meters.event(scanner, "recovered");
                LOG.info("{} has recovered: run {} goes on with {}.", scanner, row.get("run"), row.get("turn"));
            }
        }
    }
}
