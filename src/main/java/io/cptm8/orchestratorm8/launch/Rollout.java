package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.deploy.Desk;
import io.cptm8.orchestratorm8.deploy.Good;
import io.cptm8.orchestratorm8.deploy.Turnover;
import io.cptm8.orchestratorm8.rabbitmq.TopologyException;
import io.cptm8.orchestratorm8.scanner.Scanner;
import io.cptm8.orchestratorm8.scanner.ScannerStates.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings scanners' routes to what their files say, each as soon as its queue is declared. A queue that cannot be
 * declared holds up that scanner only: what ran of it runs, and the declaration is tried again.
 */
final class Rollout implements Turnover {

    private static final Logger LOG = LoggerFactory.getLogger(Rollout.class);
    /** Between two attempts to declare what the broker refused: somebody has to change something first. */
    private static final Duration REFUSED_DELAY = Duration.ofSeconds(30);

    private final Services services;
    private final Desk desk;
    /** Declared on the broker as their wanted version says. */
    private final Map<Path, Good> declared = new HashMap<>();

    /** What the broker said to those that it refused. */
    private final Map<Good, String> refusals = new HashMap<>();

    private final Map<Good, Long> nextAttempt = new HashMap<>();
    private final Map<String, Scanner> running = new ConcurrentHashMap<>();

    Rollout(Services services, Desk desk) {
        this.services = services;
        this.desk = desk;
    }

    /** What the database should know: a scanner that runs is registered as it runs until its new version can. */
    List<Scanner> toRegister() {
        var scanners = new java.util.TreeMap<String, Scanner>();
        for (var path : desk.scannerFiles()) {
            var before = desk.running(path).filter(good -> !isDeclared(path));
            desk.runnable(path)
                    .map(wanted -> before.orElse(wanted))
                    .flatMap(Good::scanner)
                    .ifPresent(each -> scanners.put(each.name(), each));
        }
        return List.copyOf(scanners.values());
    }

    private boolean isDeclared(Path path) {
        return desk.runnable(path).equals(Optional.ofNullable(declared.get(path)));
    }

    /**
     * Declares what is not declared yet, as far as it is time for it.
     *
     * @return whether nothing of it waits for the broker to answer
     */
    boolean declare(Duration retryDelay) {
        var answered = true;
        var paths = desk.toDeploy();
        forgetOthers(paths);
        for (var path : paths) {
            var wanted = desk.runnable(path);
            if (wanted.isEmpty() || isDeclared(path) || !isTime(wanted.get())) {
                answered &= wanted.isEmpty() || isDeclared(path) || refusals.containsKey(wanted.get());
                continue;
            }
            answered &= declare(path, wanted.get(), retryDelay);
        }
        return answered;
    }

    /** What was refused of versions that nobody wants any more: the next one is tried at once, by its own merits. */
    private void forgetOthers(List<Path> paths) {
        var wanted =
                paths.stream().map(desk::runnable).flatMap(Optional::stream).toList();
        nextAttempt.keySet().retainAll(wanted);
        for (var refused : List.copyOf(refusals.keySet())) {
            if (!wanted.contains(refused)) {
                refusals.remove(refused);
                desk.running(refused.path())
                        .flatMap(Good::scanner)
                        .ifPresent(each -> services.states.set(each.name(), Phase.RUNNING, ""));
            }
        }
    }

    private boolean declare(Path path, Good wanted, Duration retryDelay) {
        var scanner = wanted.scanner().orElseThrow();
        try {
            services.topology.declare(scanner);
            declared.put(path, wanted);
            refusals.remove(wanted);
            nextAttempt.remove(wanted);
            return true;
        } catch (TopologyException e) {
            refused(wanted, e.getMessage());
            nextAttempt.put(wanted, System.nanoTime() + REFUSED_DELAY.toNanos());
            return true;
        } catch (IOException e) {
            LOG.debug("The broker is not there yet", e);
            nextAttempt.put(wanted, System.nanoTime() + retryDelay.toNanos());
            return false;
        }
    }

    private void refused(Good wanted, String why) {
        var scanner = wanted.scanner().orElseThrow();
        var runs = desk.running(wanted.path()).isPresent();
        if (!why.equals(refusals.put(wanted, why))) {
            LOG.error(
                    "Scanner {} ({}): {} It is tried again every {} s; {}",
                    scanner.name(),
                    scanner.file(),
                    why,
                    REFUSED_DELAY.toSeconds(),
                    runs ? "its file as it was before goes on running." : "until then the scanner is not started.");
        }
        if (!runs) {
            services.states.set(scanner.name(), Phase.STOPPED, why);
        } else {
            services.states.set(scanner.name(), Phase.RUNNING, "its file as it was before; the new one: " + why);
        }
    }

    private boolean isTime(Good wanted) {
        var next = nextAttempt.get(wanted);
        return next == null || System.nanoTime() - next >= 0;
    }

    /**
     * Exchanges the routes of scanners that are declared, or that are to go.
     *
     * @return whether there was anything to exchange
     */
    boolean exchange() {
        var ready = desk.toDeploy().stream()
                .filter(path -> desk.runnable(path).isEmpty() || isDeclared(path))
                .toList();
        for (var path : ready) {
            exchange(path);
        }
        return !ready.isEmpty();
    }

    private void exchange(Path path) {
        var before = desk.running(path);
        var fault = desk.deploy(path, desk.runnable(path), this);
        if (fault.isPresent()) {
            declared.remove(path); // the next look says why
            return;
        }
        var now = desk.running(path).flatMap(Good::scanner);
        before.flatMap(Good::scanner).ifPresent(scanner -> running.remove(scanner.name()));
        now.ifPresent(scanner -> {
            running.put(scanner.name(), scanner);
            services.states.set(scanner.name(), Phase.RUNNING, "");
        });
        if (before.isPresent()) {
            var scanner = before.get().scanner().orElseThrow();
            LOG.info(
                    "Scanner {} ({}): {}",
                    scanner.name(),
                    path,
                    now.isPresent()
                            ? "the new version of its file runs."
                            : "runs no more, as its file says or is gone; what waits for it is kept.");
        }
    }

    /**
     * Makes what runs anew, of the same files: throttle and aggregator have moments of the old clock, and wait for them.
     * What is held up there is cut off after the patience of a stop and handed back.
     */
    void renew() {
        for (var path : desk.scannerFiles()) {
            var now = desk.running(path);
            if (now.isPresent() && desk.deploy(path, now, this).isPresent()) {
                declared.remove(path); // the next look says why
            }
        }
    }

    /** Those whose routes are there. */
    Collection<Scanner> running() {
        return running.values();
    }

    @Override
    public void stopped(Scanner scanner) {
        var held = services.claims.unsettled(scanner.name());
        try {
            var released = new Release(services.dataSource).release(held);
            services.claims.handedBack(held);
            if (released > 0) {
                LOG.info("{}: handed back {} requests that had gathered.", scanner.name(), released);
            }
        } catch (SQLException e) {
            LOG.warn(
                    "{}: what had gathered could not be handed back ({}); its leases lapse by themselves.",
                    scanner.name(),
                    e.getMessage());
        }
    }

    @Override
    public void starting(Scanner scanner) {
        services.claimTerms.put(scanner);
    }
}
