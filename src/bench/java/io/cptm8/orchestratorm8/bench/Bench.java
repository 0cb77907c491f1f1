package io.cptm8.orchestratorm8.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the scenarios that it is given by name, or all of them, always in the same order, and prints one table. */
public final class Bench {

    private static final Map<String, Scenario> SCENARIOS = new LinkedHashMap<>();

    static {
        SCENARIOS.put("dispatch", new Dispatch());
        SCENARIOS.put("reaction", new Reaction());
        SCENARIOS.put("backlog", new Backlog());
        SCENARIOS.put("writers", new Writing());
        SCENARIOS.put("scale", new Scale());
        SCENARIOS.put("instances", new Instances());
        SCENARIOS.put("page", new Looking());
        SCENARIOS.put("start", new Start());
        SCENARIOS.put("idle", new Idle());
        SCENARIOS.put("cost", new Cost());
        SCENARIOS.put("micro", new Micro());
    }

    /** Not in the short form, which is for every day and takes two minutes, unless they are named. */
    private static final List<String> LONGER = List.of("page", "start", "idle", "cost", "micro");

    private Bench() {}

    /**
     * @param arguments the install directory, the folder for results, and which scenarios: names, separated by commas, or
     *     all; with short among them, less of each
     */
    public static void main(String[] arguments) throws Exception {
        var installed = Path.of(arguments[0]).toAbsolutePath();
        var results = Path.of(arguments[1]).toAbsolutePath();
        var named = new ArrayList<>(Arrays.asList(arguments[2].split(",")));
        var size = named.remove("short") ? Size.SHORT : Size.FULL;
        named.remove("all");
        if (!SCENARIOS.keySet().containsAll(named)) {
            System.err.printf(
                    "bench: there is no such scenario: %s. There are: all, short, %s%n",
                    arguments[2], String.join(", ", SCENARIOS.keySet()));
            System.exit(2);
        }
        var chosen = new ArrayList<>(SCENARIOS.keySet());
        if (!named.isEmpty()) {
            chosen.retainAll(named);
        } else if (size == Size.SHORT) {
            chosen.removeAll(LONGER);
        }
        var rows = new ArrayList<Figures>();
        try (var site = Site.open(installed, results)) {
            for (var name : chosen) {
                var begun = System.nanoTime();
                rows.addAll(SCENARIOS.get(name).run(site, size));
                System.out.printf("%s took %d s%n", name, (System.nanoTime() - begun) / 1_000_000_000);
            }
            System.out.println(Table.of(site.machine(), rows));
            System.out.println("\nEvery round is in " + results + ".");
        }
    }
}
