package io.cptm8.orchestratorm8.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Times every query of the routes, by query type: the name of its file in {@code sql/}. */
public final class QueryTimer implements InterceptStrategy {

    private static final String PREFIX = "sql:classpath:sql/";

    private final MeterRegistry registry;

    public QueryTimer(MeterRegistry registry) {
        this.registry = registry;
    }

    /** For a query that no route asks. */
    public Timer named(String type) {
        return Timer.builder("database.query.duration")
                .description("From asking the pool for a connection until the last row")
                .tag("query_type", type)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofNanos(100_000))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(registry);
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor next) {
        if (!(definition instanceof ToDefinition to)
                || to.getUri() == null
                || !to.getUri().startsWith(PREFIX)) {
            return target;
        }
        var type = to.getUri().substring(PREFIX.length()).replaceFirst("\\.sql.*", "");
        var timer = named(type);
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                var sample = Timer.start(registry);
                return super.process(exchange, doneSync -> {
                    sample.stop(timer);
                    callback.done(doneSync);
                });
            }
        };
    }
}
