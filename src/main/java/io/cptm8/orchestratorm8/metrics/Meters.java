package io.cptm8.orchestratorm8.metrics;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The registry of everything that is measured, with the JVM's own meters in it. */
public final class Meters {

    private Meters() {}

    /** Without meters of the JVM, which listen to it for as long as it runs: for what lives shorter. */
    public static PrometheusMeterRegistry bare() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    public static PrometheusMeterRegistry registry() {
        var registry = bare();
        new JvmMemoryMetrics().bindTo(registry);
        // Closed with the process: it listens to the collector for as long as there is one.
        @SuppressWarnings("resource")
        var collector = new JvmGcMetrics();
        collector.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        return registry;
    }
}
