package io.cptm8.orchestratorm8.deploy;

import io.cptm8.orchestratorm8.gate.Kind;
import io.cptm8.orchestratorm8.yaml.Fault;
import io.cptm8.orchestratorm8.yaml.Mistake;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/**
 * The files of {@code routes/} and what of them runs. At the start and after each change it does the same: judge all
 * files, and bring what has changed and is right into the context that runs. Used by one thread.
 */
public final class Desk {

    private final RouteFiles files;
    private final Supplier<FileRules> rules;
    private final Deployer deployer;
    /** What is to run: of each file the version that counts. */
    private Map<Path, Good> wanted = Map.of();
    /** What of the scanners' files runs. */
    private final Map<Path, Good> scanners = new LinkedHashMap<>();

    private final Map<Version, Fault> refused = new HashMap<>();
    private Inspection inspection = new Inspection(Map.of(), Map.of());

    /**
     * @param rules those of one look
     * @param patience for what is in flight in a route that is exchanged for another
     */
    public Desk(RouteFiles files, Supplier<FileRules> rules, CamelContext context, Duration patience) {
        this.files = files;
        this.rules = rules;
        this.deployer = new Deployer(context, patience);
    }

    /** Judges the files as they are, and exchanges templates and plain routes. Scanners wait for {@link #deploy}. */
    public Inspection look() {
        return look(Optional.empty());
    }

    /** @param judged what the files are, found a moment ago when nothing of them ran */
    public Inspection look(Optional<Inspection> judged) {
        var gone = RouteFiles.missingFolder(wanted.keySet());
        if (gone.isPresent()) {
            var fault = Fault.ofFile(gone.get(), Mistake.UNREADABLE, "there is no such folder any more");
            inspection = new Inspection(wanted, Map.of(gone.get(), List.of(fault)));
            return inspection;
        }
        var now = rules.get();
        var inspector = new Inspector(now);
        var reading = withoutSuccessors(files.read());
        // What a file was refused for is forgotten with that version of it.
        refused.keySet().retainAll(reading.files().stream().map(now::version).toList());
        inspection = judged.orElseGet(() -> inspector.inspect(reading, wanted, refused));
        while (!exchangeShared(inspection.good(), now)) {
            inspection = inspector.inspect(reading, wanted, refused);
        }
        wanted = inspection.good();
        return inspection;
    }

    /** Plain routes with the id of a scanner whose file is gone wait until its route is: then comes another look. */
    private Reading withoutSuccessors(Reading reading) {
        var there = reading.files().stream().map(RouteFile::path).collect(Collectors.toSet());
        reading.faults().forEach(fault -> there.add(fault.file()));
        var going = scanners.values().stream()
                .filter(good -> !there.contains(good.path()))
                .flatMap(good -> good.ids().stream())
                .toList();
        return reading.withoutPlain(going);
    }

    /** An id that moves to another file must be out of the one before it can be in the other. */
    private void takeOutWhatMoves(Map<Path, Good> now) {
        for (var before : List.copyOf(wanted.values())) {
            var moves = now.values().stream()
                    .anyMatch(after ->
                            !after.path().equals(before.path()) && !Collections.disjoint(after.ids(), before.ids()));
            if (before.kind() == Kind.PLAIN && moves) {
                takeOut(before);
            }
        }
    }

    /** @return false: a file could not be started and is refused from now on; judge again */
    private boolean exchangeShared(Map<Path, Good> now, FileRules explaining) {
        takeOutWhatMoves(now);
        var all = new LinkedHashMap<Path, Good>(wanted);
        all.putAll(now);
        for (var path : all.keySet()) {
            var before = Optional.ofNullable(wanted.get(path));
            var after = Optional.ofNullable(now.get(path));
            if (all.get(path).kind() == Kind.SCANNER || before.equals(after)) {
                continue;
            }
            try {
                deployer.exchange(before, after);
                wanted = with(wanted, path, after);
            } catch (Exception e) {
                refused.put(
                        after.orElseThrow().version(),
                        explaining.explain(after.get().version().file(), e, Mistake.CANNOT_START));
                return false;
            }
        }
        return true;
    }

    private static Map<Path, Good> with(Map<Path, Good> map, Path path, Optional<Good> value) {
        var changed = new LinkedHashMap<>(map);
        changed.remove(path);
        value.ifPresent(good -> changed.put(path, good));
        return changed;
    }

    /** Scanners' files of which a version counts. */
    public Set<Path> scannerFiles() {
        return wanted.values().stream()
                .filter(good -> good.scanner().isPresent())
                .map(Good::path)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Scanners' files whose wanted version is not the one that runs, or that are gone; disabled ones do not run. */
    public List<Path> toDeploy() {
        var paths = new ArrayList<>(scanners.keySet());
        wanted.values().stream()
                .filter(good -> good.scanner().isPresent() && !scanners.containsKey(good.path()))
                .map(Good::path)
                .forEach(paths::add);
        return paths.stream()
                .filter(path -> !runnable(path).equals(running(path)))
                .toList();
    }

    /** The version of a scanner's file that is to run; empty: none, it is gone or disabled. */
    public Optional<Good> runnable(Path path) {
        return Optional.ofNullable(wanted.get(path))
                .filter(good -> good.scanner().orElseThrow().enabled());
    }

    public Optional<Good> running(Path path) {
        return Optional.ofNullable(scanners.get(path));
    }

    /**
     * Exchanges the route of a scanner for another version, or for a new one of the same.
     *
     * @return why the new version is refused; what ran before runs
     */
    public Optional<Fault> deploy(Path path, Optional<Good> after, Turnover turnover) {
        var before = running(path);
        try {
            deployer.exchangeScanner(before, after, turnover);
            scanners.remove(path);
            after.ifPresent(good -> scanners.put(path, good));
            return Optional.empty();
        } catch (Exception e) {
            if (after.isEmpty()) {
                throw new IllegalStateException("The route of " + path + " cannot be taken out", e);
            }
            var fault = rules.get().explain(after.get().version().file(), e, Mistake.CANNOT_START);
            refuse(path, fault);
            return Optional.of(fault);
        }
    }

    /**
     * Starts a route that its file leaves to others to start, if it is there and does not run. One that cannot start is
     * left out with its file, and the next look says so.
     *
     * @return whether it could, if there was anything to start
     */
    public boolean start(String route) {
        try {
            deployer.start(route);
            return true;
        } catch (Exception e) {
            var file = wanted.values().stream().filter(good -> good.ids().contains(route));
            leaveOut(file.findFirst().orElseThrow(), e);
            return false;
        }
    }

    private void leaveOut(Good good, Exception why) {
        refused.put(good.version(), rules.get().explain(good.version().file(), why, Mistake.CANNOT_START));
        takeOut(good);
    }

    private void takeOut(Good good) {
        try {
            deployer.exchange(Optional.of(good), Optional.empty());
        } catch (Exception e) {
            throw new IllegalStateException("A route cannot be taken out of " + good.path(), e);
        }
        wanted = with(wanted, good.path(), Optional.empty());
    }

    /** The version that is to run cannot: what runs is wanted again, and the next look says so. */
    private void refuse(Path path, Fault fault) {
        var good = wanted.get(path);
        var before = running(path);
        if (before.isPresent() && before.get().version().equals(good.version())) {
            // Only the template is new, so it is at fault.
            refuseTemplate(
                    good.template().orElseThrow(), before.get().template().orElseThrow(), fault);
        } else {
            refused.put(good.version(), fault);
        }
        wanted = with(wanted, path, before);
    }

    private void refuseTemplate(Version fresh, Version before, Fault fault) {
        var path = fresh.file().path();
        refused.put(
                fresh,
                Fault.ofFile(
                        path,
                        Mistake.CANNOT_START,
                        "with this template a scanner that runs could not start: " + fault.text()));
        var good = wanted.get(path);
        var again = Good.shared(before, good.ids());
        try {
            deployer.exchange(Optional.of(good), Optional.of(again));
            wanted = with(wanted, path, Optional.of(again));
        } catch (Exception e) {
            throw new IllegalStateException("This is a bug: a template that was in use cannot be loaded again", e);
        }
    }

    /** What the last look found. */
    public Inspection inspection() {
        return inspection;
    }
}
