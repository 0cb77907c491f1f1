package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.deploy.Deployer;
import io.cptm8.orchestratorm8.postgres.Migration;
import io.cptm8.orchestratorm8.postgres.RightsException;
import io.cptm8.orchestratorm8.rabbitmq.TopologyException;
import io.cptm8.orchestratorm8.scanner.Registration;
import io.cptm8.orchestratorm8.scanner.Scanner;
import io.cptm8.orchestratorm8.scanner.ScannerStates.Phase;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be true before anything is dispatched: our schema is in the database, the scanners are registered there,
 * and their queues are on the broker. Tries for ever, says when it waits, and lets each scanner run as soon as its
 * own part is done.
 */
final class Preparation implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
    private static final List<String> OTHER_EXCHANGES = List.of("notification", "scheduler");
    private static final int OBSERVER_LENGTH = 10_000;

    private final Settings settings;
    private final Services services;
    private final CamelContext context;
    private final Deployer deployer;
    private final List<Scanner> scanners;
    private final Consumer<String> refuse;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private String lastComplaint = "";

    /** @param refuse told why this start cannot go on, when waiting would not help */
    Preparation(
            Settings settings,
            Services services,
            CamelContext context,
            Deployer deployer,
            List<Scanner> scanners,
            Consumer<String> refuse) {
        this.settings = settings;
        this.services = services;
        this.context = context;
        this.deployer = deployer;
        this.scanners = scanners;
        this.refuse = refuse;
    }

    @Override
    public void run() {
        try {
            if (database()) {
                services.session.start();
                broker();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.error("This is a bug: the preparation ended with an unexpected error.", e);
            refuse.accept("This is a bug: " + e);
        }
    }

    void stop() {
        stopped.countDown();
    }

    private boolean database() throws InterruptedException {
        var delay = Duration.ofMillis(200);
        while (true) {
            try {
                new Migration(services.dataSource, settings.database().cptm8Schema()).run();
                new Registration(services.dataSource).register(scanners);
                services.states.prepared();
                LOG.info(
                        "Connected to PostgreSQL at {}:{}, database {}.",
                        settings.database().host(),
                        settings.database().port(),
                        settings.database().name());
                return true;
            } catch (RightsException e) {
                refuse.accept(e.getMessage());
                return false;
            } catch (SQLException | FlywayException e) {
                complain(
                        "PostgreSQL at %s:%d cannot be used yet (%s). Nothing is dispatched; trying again, at least every 5 s."
                                .formatted(
                                        settings.database().host(),
                                        settings.database().port(),
                                        root(e)));
            }
            if (stopped.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            delay = delay.multipliedBy(2).compareTo(Duration.ofSeconds(5)) > 0
                    ? Duration.ofSeconds(5)
                    : delay.multipliedBy(2);
        }
    }

    private void broker() throws Exception {
        var waiting = new ArrayList<>(scanners);
        waiting.forEach(scanner -> services.states.set(scanner.name(), Phase.WAITING_FOR_BROKER, ""));
        var shared = false;
        do {
            try {
                if (!shared) {
                    shareTopology();
                    shared = true;
                }
                waiting.removeIf(this::declared);
            } catch (IOException e) {
                LOG.debug("The broker is not there yet", e);
            }
            if (waiting.isEmpty()) {
                finish();
                return;
            }
        } while (!stopped.await(settings.rabbitmq().retryDelay().toMillis(), TimeUnit.MILLISECONDS));
    }

    /** What no scanner's file declares. A broker that refuses it keeps no scanner from running. */
    private void shareTopology() throws Exception {
        try {
            services.topology.declareObserver("cptm8", "orchestratorm8.observer", "cptm8.#", OBSERVER_LENGTH);
            startIfThere("ring");
        } catch (TopologyException e) {
            LOG.warn("The scanners' hand-overs are not heard: {} Everything else runs.", e.getMessage());
        }
        for (var exchange : OTHER_EXCHANGES) {
            try {
                services.topology.declareExchange(exchange);
            } catch (TopologyException e) {
                LOG.warn("Exchange {} is left as it is: {}", exchange, e.getMessage());
            }
        }
    }

    /** Whether this scanner needs no more preparation: it runs, or never will as things are. */
    private boolean declared(Scanner scanner) {
        try {
            services.topology.declare(scanner);
        } catch (TopologyException e) {
            LOG.error("Scanner {} ({}): {}", scanner.name(), scanner.file(), e.getMessage());
            services.states.set(scanner.name(), Phase.STOPPED, e.getMessage());
            return true;
        } catch (IOException e) {
            return false;
        }
        services.claimTerms.add(scanner);
        var before = deployer.problems().size();
        if (deployer.deploy(scanner)) {
            services.states.set(scanner.name(), Phase.RUNNING, "");
        } else {
            var problem = deployer.problems().get(before);
            LOG.error(
                    "{}. Scanner {} does not run; the others do. Correct the file and start again.",
                    problem,
                    scanner.name());
            services.states.set(scanner.name(), Phase.STOPPED, problem);
        }
        return true;
    }

    private void finish() throws Exception {
        // A broker that comes back may have lost what is not durable, or be another: declare again.
        services.broker.onConnect(() -> scanners.stream()
                .filter(scanner -> services.states.all().get(scanner.name()).phase() == Phase.RUNNING)
                .forEach(this::redeclare));
        for (var route : List.of("gauges", "schedule")) {
            startIfThere(route);
        }
        if (context.getRoute("passes") == null) {
            LOG.info("Ready, without a schedule: its file was left out.");
            return;
        }
        try (var template = context.createProducerTemplate()) {
            template.sendBody("direct:schedule", null);
        }
        LOG.info("Ready.");
    }

    /** A route whose file was left out has been complained about; the others go on without it. */
    private void startIfThere(String route) throws Exception {
        if (context.getRoute(route) != null) {
            context.getRouteController().startRoute(route);
        }
    }

    private void redeclare(Scanner scanner) {
        try {
            services.topology.declare(scanner);
        } catch (IOException e) {
            LOG.warn(
                    "Scanner {}: its queue could not be declared again after a reconnect: {}",
                    scanner.name(),
                    e.getMessage());
        }
    }

    private void complain(String complaint) {
        if (!complaint.equals(lastComplaint)) {
            lastComplaint = complaint;
            LOG.warn(complaint);
        }
    }

    private static String root(Throwable thrown) {
        var root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
