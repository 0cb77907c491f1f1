package io.cptm8.orchestratorm8.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * From the start of the launcher until {@code /ready} answers 200, with the scanners' files as they are shipped, on a
 * database and a broker that earlier starts have prepared; and how much memory the process has then.
 */
final class Start implements Scenario {

    private static final String WHAT = "start";

    @Override
    public List<Figures> run(Site site, Size size) throws Exception {
        var plot = site.plot(WHAT);
        var own = Path.of(System.getProperty("java.home"));
        var ways = new ArrayList<Way>();
        var home = site.home(Outfit.of().shipped());
        ways.add(new Way(home, Table.OURS, ""));
        // The archive of the JDK itself, which it has and uses without anybody's doing.
        ways.add(new Way(home, "no class archive", "-XX:SharedArchiveFile=" + own.resolve("lib/server/classes.jsa")));
        var silent = site.home(Outfit.of().shipped());
        Files.delete(silent.directory().resolve("routes/api.yaml"));
        ways.add(new Way(silent, "without the API's routes", ""));
        var newer = Jdk.find(25);
        if (newer.isPresent()) {
            ways.add(new Way(site.home(Outfit.of().shipped().on(newer.get())), "on Java 25", ""));
        } else {
            System.out.println("start: there is no JDK 25 here, so the start on it is not measured.");
        }
        ways.get(0).start(plot, site.folder(WHAT), false); // makes the tables and the queues
        for (var round = size == Size.SHORT ? 0 : -1; round < size.starts(); round++) {
            for (var way : ways) {
                way.start(plot, site.folder(WHAT), round >= 0);
            }
        }
        var rows = new ArrayList<Figures>();
        ways.forEach(way -> rows.add(way.ready));
        ways.forEach(way -> rows.add(way.memory));
        site.keep(WHAT, rows);
        return rows;
    }

    /** One way to start it. */
    private static final class Way {

        private final Home home;
        private final String options;
        private final Figures ready;
        private final Figures memory;

        Way(Home home, String name, String options) {
            this.home = home;
            this.options = options;
            this.ready = new Figures(WHAT, name, "ms");
            this.memory = new Figures(WHAT + ", memory", name, "MiB");
        }

        void start(Plot plot, Path folder, boolean counted) throws Exception {
            var from = System.nanoTime();
            try (var instance = home.launch(plot, folder, options)) {
                instance.awaitReady();
                var millis = (System.nanoTime() - from) / 1e6;
                var resident = Memory.residentMebibytes(instance.child().process().pid());
                if (counted) {
                    ready.add(millis);
                    memory.add(resident);
                }
            }
        }
    }
}
