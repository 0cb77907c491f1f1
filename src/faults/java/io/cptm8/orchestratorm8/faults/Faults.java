package io.cptm8.orchestratorm8.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Injects the faults that it is given by name, or all of them, some beside each other, and prints one table. */
public final class Faults {

    private static final int SITES = Integer.getInteger("faults.sites", 3);

    private final Path installed;
    private final Path results;
    private final boolean brief;
    private final Map<String, Tally> tallies = new ConcurrentHashMap<>();
    private final Map<String, String> failures = new ConcurrentHashMap<>();

    private Faults(Path installed, Path results, boolean brief) {
        this.installed = installed;
        this.results = results;
        this.brief = brief;
    }

    /**
     * Ends with 1 when anything was lost, unexpected or left behind, or a fault could not be carried out.
     *
     * @param arguments the install directory, the folder for results, and which faults: names, separated by commas, or all;
     *     with short among them, each a few times; with a hyphen before its name, one is left out;
     *     with 1/3 among them, or 2/3 and so on, such a share of what is left
     */
    public static void main(String[] arguments) throws Exception {
        var installed = Path.of(arguments[0]).toAbsolutePath();
        var results = Path.of(arguments[1]).toAbsolutePath();
        var named = new ArrayList<>(Arrays.asList(arguments[2].split(",")));
        var brief = named.remove("short");
        var all = named.remove("all");
        var without = named.stream()
                .filter(name -> name.startsWith("-"))
                .map(name -> name.substring(1))
                .toList();
        named.removeIf(name -> name.startsWith("-"));
        var known = Catalogue.all();
        var share =
                named.stream().filter(Share::isOne).map(Share::of).findFirst().orElse(Share.ALL);
        named.removeIf(Share::isOne);
        for (var name : Stream.concat(named.stream(), without.stream()).toList()) {
            if (known.stream().noneMatch(each -> each.name().equals(name))) {
                System.err.printf(
                        "faults: there is no such fault: %s. There are: all, short, %s%n",
                        name, String.join(", ", known.stream().map(Fault::name).toList()));
                System.exit(2);
            }
        }
        var chosen = known.stream()
                .filter(each -> !without.contains(each.name()))
                .filter(each -> named.isEmpty()
                        ? all || !brief || !Catalogue.LONG.contains(each.name())
                        : named.contains(each.name()))
                .toList();
        Files.createDirectories(results);
        System.exit(new Faults(installed, results, brief).run(share.of(chosen)) ? 0 : 1);
    }

    private boolean run(List<Fault> chosen) throws Exception {
        prepare();
        var threads = new ArrayList<Thread>();
        // What mostly waits, for up to an hour, does so beside the others.
        var patient = chosen.stream().filter(each -> !brief && each.isPatient()).toList();
        for (var each : patient) {
            threads.add(site(new ConcurrentLinkedQueue<>(List.of(each))));
        }
        var others = new ConcurrentLinkedQueue<>(
                chosen.stream().filter(each -> !patient.contains(each)).toList());
        for (var site = 0; site < Math.min(SITES, others.size()); site++) {
            threads.add(site(others));
        }
        for (var thread : threads) {
            thread.join();
        }
        report(chosen);
        return failures.isEmpty()
                && tallies.values().stream().allMatch(each -> each.verdict().isEmpty());
    }

    /** Its class archive, once, or every start would be slow. */
    private void prepare() throws Exception {
        var process = new ProcessBuilder(installed.resolve("orchestratorm8").toString(), "prepare").inheritIO();
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process.start().waitFor();
    }

    /** Begins to carry these out, one after the other, in a place of its own. */
    private Thread site(Queue<Fault> waiting) throws IOException {
        var folder = Files.createTempDirectory(results, "site-");
        var thread = new Thread(() -> work(folder, waiting), "faults-" + folder.getFileName());
        thread.start();
        return thread;
    }

    private void work(Path folder, Queue<Fault> waiting) {
        Site site = null;
        try {
            for (var fault = waiting.poll(); fault != null; fault = waiting.poll()) {
                if (site == null) {
                    site = Site.open(installed, folder, brief ? Outfit.SHORT_LIVED : "");
                }
                if (!run(fault, site)) {
                    // Whatever it has left broken is nobody else's fault.
                    site.close();
                    site = null;
                }
            }
        } catch (Exception e) {
            failures.put(folder.getFileName().toString(), e.toString());
        } finally {
            if (site != null) {
                site.close();
            }
        }
    }

    private boolean run(Fault fault, Site site) throws Exception {
        var begun = System.nanoTime();
        var since = Instant.now();
        try {
            var tally = fault.run(site, brief);
            tallies.put(fault.name(), tally);
            System.out.printf(
                    "%s: %s (%d s)%n",
                    fault.name(),
                    tally.verdict().isEmpty() ? "held" : String.join("; ", tally.verdict()),
                    (System.nanoTime() - begun) / 1_000_000_000);
            Files.writeString(
                    results.resolve(fault.name() + ".md"),
                    "%s%n%s%n%s%n"
                            .formatted(
                                    tally.row(), String.join("\n", tally.notes()), String.join("\n", tally.verdict())));
            if (!tally.verdict().isEmpty()) {
                Complaints.print(site.folder(), since);
            }
            return true;
        } catch (Exception e) {
            failures.put(fault.name(), e.toString());
            System.out.printf("%s: could not be carried out to its end: %s%n", fault.name(), e);
            e.printStackTrace(System.out);
            Complaints.print(site.folder(), since);
            return false;
        }
    }

    private void report(List<Fault> chosen) {
        var done = chosen.stream()
                .map(Fault::name)
                .map(tallies::get)
                .filter(each -> each != null)
                .toList();
        System.out.println("\n" + Tally.HEAD);
        done.forEach(tally -> System.out.println(tally.row()));
        System.out.println();
        done.stream().flatMap(tally -> tally.notes().stream()).forEach(System.out::println);
        tallies.forEach((name, tally) -> {
            if (!tally.verdict().isEmpty()) {
                System.out.printf("%n%s did not hold: %s%n", name, String.join("; ", tally.verdict()));
            }
        });
        failures.forEach(
                (name, why) -> System.out.printf("%n%s: could not be carried out to its end: %s%n", name, why));
    }
}
