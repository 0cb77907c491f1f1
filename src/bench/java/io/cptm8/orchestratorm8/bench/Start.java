package io.cptm8.orchestratorm8.bench;

import io.cptm8.orchestratorm8.testing.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From the start of the launcher until {@code /ready} answers 200, with the scanners' files as they are shipped, on a
 * database and a broker that earlier starts have prepared; and how much memory the process has then.
 */
final class Start implements Scenario {

    private static final String WHAT = "start";

    @Override
    public List<Figures> run(Site site, Size size) throws Exception {
        var services = new HashMap<>(Contenders.environment(site.database(WHAT), site.virtualHost(WHAT)));
        var own = Path.of(System.getProperty("java.home"));
        var ways = new ArrayList<Way>();
        var home = installation(site, own);
        ways.add(new Way(home, own, Table.OURS, ""));
        // The archive of the JDK itself, which it has and uses without anybody's doing.
        ways.add(new Way(home, own, "no class archive", "-XX:SharedArchiveFile=" + own.resolve("lib/server/classes.jsa")));
        var newer = Jdk.find(25);
        if (newer.isPresent()) {
            ways.add(new Way(installation(site, newer.get()), newer.get(), "on Java 25", ""));
        } else {
            System.out.println("start: there is no JDK 25 here, so the start on it is not measured.");
        }
        for (var round = -1; round < size.starts(); round++) {
            for (var way : ways) {
                way.start(services, round >= 0);
            }
        }
        var rows = new ArrayList<Figures>();
        ways.forEach(way -> rows.add(way.ready));
        ways.forEach(way -> rows.add(way.memory));
        site.keep(WHAT, rows);
        return rows;
    }

    /** Prepared by a JDK, as for an image. */
    private static Path installation(Site site, Path jdk) throws IOException, InterruptedException {
        var home = site.folder(WHAT);
        Contenders.copy(site.installed(), home, "/embedded");
        var prepared = Contenders.run(home, Map.of("JAVA_HOME", jdk.toString()), launcher(home), "prepare");
        if (prepared.waitFor() != 0) {
            throw new IllegalStateException("no class archive could be made in " + home);
        }
        return home;
    }

    private static String launcher(Path home) {
        return home.resolve("orchestratorm8").toString();
    }

    /** One way to start it. */
    private static final class Way {

        private final Path home;
        private final Map<String, String> environment;
        private final Figures ready;
        private final Figures memory;

        Way(Path home, Path jdk, String name, String options) {
            this.home = home;
            this.environment = Map.of("JAVA_HOME", jdk.toString(), "ORCHESTRATORM8_JAVA_OPTS", options);
            this.ready = new Figures(WHAT, name, "ms");
            this.memory = new Figures(WHAT + ", memory", name, "MiB");
        }

        void start(Map<String, String> services, boolean counted) throws Exception {
            var all = new HashMap<>(services);
            all.putAll(environment);
            var port = FreePorts.next();
            var from = System.nanoTime();
            var process = Contenders.run(home, all, launcher(home), "launch", "--port", "" + port);
            try {
                Poll.untilReady(process, port, home);
                var millis = (System.nanoTime() - from) / 1e6;
                var resident = Memory.residentMebibytes(process.pid());
                if (counted) {
                    ready.add(millis);
                    memory.add(resident);
                }
            } finally {
                process.destroy();
                process.waitFor();
            }
        }
    }
}
