package io.cptm8.orchestratorm8.bench;

import io.cptm8.orchestratorm8.bench.micro.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Single steps by themselves, each in a JVM of its own, measured with JMH: 100,000 domains, nothing else to do. */
final class Micro implements Scenario {

    private static final String WHAT = "micro";
    private static final int DOMAINS = 100_000;

    @Override
    public List<Figures> run(Site site, Size size) throws Exception {
        var plot = site.plot(WHAT);
        Plot.migrate(plot.database(), ScannerFile.BENCHM8.name());
        Plot.declare(plot.broker(), ScannerFile.BENCHM8);
        new Requests(plot.database(), ScannerFile.BENCHM8.name()).fill(DOMAINS);
        var results = new Runner(new OptionsBuilder()
                        .include("orchestratorm8\\.bench\\.micro\\.")
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.MICROSECONDS)
                        .forks(1)
                        .warmupIterations(size == Size.SHORT ? 1 : 5)
                        .measurementIterations(size == Size.SHORT ? 1 : 5)
                        .warmupTime(time(size))
                        .measurementTime(time(size))
                        .jvmArgs("-Xmx128m", "-XX:+UseSerialGC")
                        .jvmArgsAppend(Services.options(plot.database(), plot.broker()))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        var rows = new ArrayList<Figures>();
        results.forEach(result -> rows.add(figures(result)));
        site.keep(WHAT, rows);
        return rows;
    }

    private static TimeValue time(Size size) {
        return size == Size.SHORT ? TimeValue.milliseconds(300) : TimeValue.seconds(2);
    }

    private static Figures figures(RunResult result) {
        var name = result.getParams().getBenchmark().replaceAll(".*\\.(\\w+)\\.\\w+$", "$1");
        var parameters = result.getParams().getParamsKeys().stream()
                .map(key -> " " + result.getParams().getParam(key))
                .reduce("", String::concat);
        var row = new Figures(WHAT + ", " + name + parameters, Table.OURS, "µs");
        result.getBenchmarkResults()
                .forEach(fork -> fork.getIterationResults()
                        .forEach(iteration -> row.add(iteration.getPrimaryResult().getScore())));
        return row;
    }
}
