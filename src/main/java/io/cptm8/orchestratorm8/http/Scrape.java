package io.cptm8.orchestratorm8.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code GET /metrics}, in Prometheus' text format. */
public record Scrape(PrometheusMeterRegistry registry) implements Processor {

    @Override
    public void process(Exchange exchange) {
        var message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
        message.setBody(registry.scrape());
    }
}
