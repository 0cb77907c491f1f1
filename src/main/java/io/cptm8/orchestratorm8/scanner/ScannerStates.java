package io.cptm8.orchestratorm8.scanner;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What each scanner is doing here, and what is wrong with it. Read by /ready and by metrics. */
public final class ScannerStates {

    /** Where a scanner is on its way from a file to a route that runs. */
    public enum Phase {
        WAITING_FOR_DATABASE,
        WAITING_FOR_BROKER,
        RUNNING,
        /** Its queue, its file or its route cannot be used; the others are not touched by that. */
        STOPPED,
        DISABLED
    }

    /** @param detail what is wrong; empty: nothing */
    public record State(Phase phase, String detail) {}

    private final Map<String, State> states = new ConcurrentSkipListMap<>();
    private volatile boolean prepared;
    private volatile List<String> badFiles = List.of();
    private volatile List<String> missingRoutes = List.of();
    private volatile List<String> badSettings = List.of();
    private volatile List<String> restartNeeded = List.of();
    private final Map<String, String> troubles = new ConcurrentHashMap<>();

    public void set(String scanner, Phase phase, String detail) {
        states.put(scanner, new State(phase, detail));
    }

    /** Forgets every other scanner: their files are gone. */
    public void retain(Set<String> names) {
        states.keySet().retainAll(names);
        troubles.keySet().retainAll(names);
    }

    /** The database has our schema and knows the scanners. */
    public void prepared() {
        prepared = true;
    }

    public boolean arePrepared() {
        return prepared;
    }

    /**
     * @param files that were left out, each with its line and what is wrong with it
     * @param routes that are not there for that, and that every scanner needs
     */
    public void leftOut(List<String> files, List<String> routes) {
        badFiles = List.copyOf(files);
        missingRoutes = List.copyOf(routes);
    }

    /**
     * @param problems of application.properties as it is; the last good values are in force
     * @param waiting keys whose new value needs a restart
     */
    public void settings(List<String> problems, List<String> waiting) {
        badSettings = List.copyOf(problems);
        restartNeeded = List.copyOf(waiting);
    }

    public List<String> badSettings() {
        return badSettings;
    }

    public List<String> restartNeeded() {
        return restartNeeded;
    }

    public List<String> missingRoutes() {
        return missingRoutes;
    }

    public List<String> badFiles() {
        return badFiles;
    }

    /** A message did not get where it should; stays until {@link #recovered}. */
    public void trouble(String scanner, String what) {
        troubles.put(scanner, what);
    }

    public void recovered(String scanner) {
        if (!troubles.isEmpty()) {
            troubles.remove(scanner);
        }
    }

    /** By name, in the order of names. */
    public Map<String, State> all() {
        var all = new ConcurrentSkipListMap<String, State>();
        states.forEach((name, state) ->
                all.put(name, troubles.containsKey(name) ? new State(state.phase(), troubles.get(name)) : state));
        return all;
    }
}
