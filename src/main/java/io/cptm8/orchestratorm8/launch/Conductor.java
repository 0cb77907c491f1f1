package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.deploy.Desk;
import io.cptm8.orchestratorm8.deploy.Inspection;
import io.cptm8.orchestratorm8.deploy.Watch;
import io.cptm8.orchestratorm8.dispatch.Guard;
import io.cptm8.orchestratorm8.postgres.UnfitException;
import io.cptm8.orchestratorm8.scanner.Scanner;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what runs to what the files say, at the start and after each change, one step at a time: files judged,
 * database prepared and scanners registered, queues declared, routes exchanged. What cannot be done now is tried
 * again, for ever, and holds up nothing that can.
 */
final class Conductor implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Conductor.class);
    /** Between two looks at the files: a change counts at the second look that sees it. */
    private static final long LOOK_MILLIS = 250;
    /** Routes that wait until everything else runs. */
    private static final List<String> LAST = List.of("gauges", "schedule", "forget", "watch", "notify");

    private static final String PASSES = "passes";

    private final RunTimeSettings settings;
    private final Services services;
    private final CamelContext context;
    private final Desk desk;
    private final Optional<Watch> watch;
    private final FilesReport report;
    private final DatabaseStep database;
    private final SharedTopology sharedTopology;
    private final Rollout rollout;
    private final Consumer<String> refuse;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean listening;
    private boolean ready;
    private boolean changed;
    private volatile boolean clockSetBack;
    private String lastFailure = "";

    /**
     * @param watch empty: files are read once
     * @param migrated the database, prepared ahead
     * @param refuse told why this start cannot go on, when waiting would not help
     */
    Conductor(
            RunTimeSettings settings,
            Services services,
            CamelContext context,
            Desk desk,
            Optional<Watch> watch,
            Ahead<Boolean> migrated,
            Consumer<String> refuse) {
        this.settings = settings;
        this.services = services;
        this.context = context;
        this.desk = desk;
        this.watch = watch;
        this.refuse = refuse;
        this.report = new FilesReport(services, watch.isPresent());
        this.database = new DatabaseStep(settings.settings().database(), services, migrated);
        this.sharedTopology =
                new SharedTopology(services, settings.settings().rabbitmq().retryDelay());
        this.rollout = new Rollout(services, desk);
    }

    /**
     * Brings in what needs neither database nor broker.
     *
     * @param judged the files, judged ahead; empty: they are judged now
     */
    void look(Optional<Inspection> judged) {
        report.tell(desk.look(judged));
    }

    private void look() {
        look(Optional.empty());
    }

    @Override
    public void run() {
        try {
            do {
                round();
            } while (!stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UnfitException e) {
            refuse.accept(e.getMessage());
        } catch (Exception e) {
            LOG.error("This is a bug: the preparation ended with an unexpected error.", e);
            refuse.accept("This is a bug: " + e);
        }
    }

    /** Once everything runs, nothing that goes wrong with a change may end it. */
    private void round() throws Exception {
        try {
            changed |= watch.isPresent() && watch.get().changed();
            if (changed) {
                reread();
                look();
                changed = false;
            }
            if (clockSetBack) {
                clockSetBack = false;
                rollout.renew();
            }
            step();
            lastFailure = "";
        } catch (InterruptedException | UnfitException e) {
            throw e;
        } catch (Exception e) {
            if (!ready) {
                throw e;
            }
            if (!e.toString().equals(lastFailure)) {
                lastFailure = e.toString();
                LOG.error("A change could not be brought in. What runs goes on running; it is tried again.", e);
            }
        }
    }

    private void reread() {
        if (settings.reread().isPresent()) {
            // What a route is built with from now on; what is built already is built anew where a value of it changed.
            context.getPropertiesComponent().setOverrideProperties(CamelProperties.of(settings.settings()));
        }
        report.settings(settings);
    }

    /** Scanners' routes begin anew, soon. */
    void clockSetBack() {
        clockSetBack = true;
    }

    void stop() {
        stopped.countDown();
    }

    private void step() throws Exception {
        if (!database.register(rollout.toRegister()) && !database.isPrepared()) {
            return;
        }
        if (!listening) {
            listening = true;
            services.session.start();
        }
        sharedTopology.declare();
        if (!sharedTopology.isDeclared()) {
            report.waitsForBroker();
            return;
        }
        var allAnswered = rollout.declare(settings.settings().rabbitmq().retryDelay());
        // Registered as it now can run, before it runs: from then on its requests are captured.
        var exchanged = database.register(rollout.toRegister()) && rollout.exchange();
        if (exchanged) {
            look();
        }
        if (sharedTopology.observes()) {
            start("ring");
        }
        if (!ready && allAnswered) {
            begin();
        } else if (ready) {
            startLast();
            if (exchanged) {
                pass();
            }
        }
    }

    private void begin() throws Exception {
        ready = true;
        // A broker that comes back may have lost what is not durable, or be another: declare again.
        services.broker.onConnect(() -> {
            sharedTopology.declareAgain();
            rollout.running().forEach(this::redeclare);
        });
        startLast();
        pass();
        services.instanceNotices.started(rollout.running().size());
        LOG.info(context.getRoute(PASSES) == null ? "Ready, without a schedule: its file was left out." : "Ready.");
        FirstLook.tell(settings.settings(), services, desk.inspection());
        Guard.prepare();
    }

    private void startLast() {
        for (var route : LAST) {
            start(route);
        }
    }

    /** Gives a new scanner its domains now, and not only when the schedule ticks. */
    private void pass() throws Exception {
        if (context.getRoute(PASSES) != null) {
            try (var template = context.createProducerTemplate()) {
                template.sendBody("direct:schedule", null);
            }
        }
    }

    /** A route whose file was left out has been complained about; the others go on without it. */
    private void start(String route) {
        if (!desk.start(route)) {
            look();
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
}
