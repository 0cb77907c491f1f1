package io.cptm8.orchestratorm8.bench;

import java.nio.file.Path;
import java.util.Map;

/** Starts contenders. */
final class Contenders {

    private Contenders() {}

    /** The program as it is installed, with its own launcher, its settings as shipped, and one scanner's file. */
    static Contender orchestrator(Site site) throws Exception {
        return orchestrator(site, Outfit.of(ScannerFile.BENCHM8));
    }

    static Contender orchestrator(Site site, Outfit outfit) throws Exception {
        return site.home(outfit)
                .launch(site.plot("ours"), site.folder("instance"))
                .awaitReady()
                .contender(ScannerFile.BENCHM8);
    }

    /** One instance more on a plot; it is not waited for. */
    static Instance instance(Site site, Plot plot, ScannerFile... scanners) throws Exception {
        return site.home(Outfit.of(scanners)).launch(plot, site.folder("instance"));
    }

    /** A main class of the bench on the same tables, in a JVM with the options of ours. */
    static Contender peer(Site site, String name, String scanner, Class<?> main) throws Exception {
        var plot = site.plot(scanner);
        var database = plot.database();
        var broker = plot.broker();
        Plot.migrate(database, scanner);
        Plot.declare(broker, ScannerFile.BENCHM8);
        var child = Child.start(
                site.folder(scanner),
                Map.of(
                        "BENCH_DATABASE", database.jdbcUrl(),
                        "BENCH_DATABASE_USER", database.user(),
                        "BENCH_DATABASE_PASSWORD", database.password(),
                        "BENCH_BROKER_PORT", "" + broker.port(),
                        "BENCH_VIRTUAL_HOST", broker.virtualHost(),
                        "BENCH_BROKER_USER", broker.user(),
                        "BENCH_BROKER_PASSWORD", broker.password(),
                        "BENCH_SCANNER", scanner),
                java(),
                "-Xmx128m",
                "-Xms32m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
        return new Contender(name, scanner, ScannerFile.BENCHM8.queue(), plot, child, 0);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
