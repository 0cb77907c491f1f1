package io.cptm8.orchestratorm8.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.nio.file.Path;
import java.util.Set;

/** How many files of {@code routes/} are in use, and which of them are wrong. */
public final class RouteFileMeters {

    private final MultiGauge wrong;
    private volatile int inUse;

    public RouteFileMeters(MeterRegistry registry) {
        Gauge.builder("orchestratorm8.route.files", () -> inUse)
                .description("Files of routes/ of which a version is in use")
                .register(registry);
        wrong = MultiGauge.builder("orchestratorm8.route.file.wrong")
                .description("1 for each file of routes/ whose present content is not in use; the log says why")
                .register(registry);
    }

    public void show(int filesInUse, Set<Path> wrongFiles) {
        inUse = filesInUse;
        wrong.register(
                wrongFiles.stream()
                        .<MultiGauge.Row<?>>map(
                                file -> MultiGauge.Row.of(Tags.of("file", String.valueOf(file.getFileName())), 1))
                        .toList(),
                true);
    }
}
