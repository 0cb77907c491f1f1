package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.config.Redaction;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.deploy.Desk;
import io.cptm8.orchestratorm8.deploy.Inspection;
import io.cptm8.orchestratorm8.deploy.RouteFiles;
import io.cptm8.orchestratorm8.deploy.Watch;
import io.cptm8.orchestratorm8.metrics.Meters;
import io.cptm8.orchestratorm8.postgres.Migration;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running application: Camel Main with the services, the routes and an orderly end.
 *
 * <p>The order of the end: no new claim, another leads, receipts for what is out, verdicts written, leases handed back, connections
 * closed.
 */
public final class Application {

    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private final Settings settings;
    private final Supplier<Settings> reader;
    private final Clock clock;
    private final Services services;
    private final Main main = new Main(getClass());
    private RouteFiles files;
    private Optional<Watch> watch;
    private Ahead<Inspection> judged;
    private Ahead<Boolean> migrated;
    private volatile Timers timers;
    private volatile EndLimits limits;
    private volatile Conductor conductor;
    private volatile ClockWatch clockWatch;
    private volatile Thread conducting;
    private volatile String refusal;

    /** With settings that never change. */
    public Application(Settings settings) {
        this(settings, () -> settings);
    }

    /** @param reader reads the settings again; throws {@link ConfigurationException} */
    public Application(Settings settings, Supplier<Settings> reader) {
        this(settings, reader, Clock.systemUTC());
    }

    /** @param clock that of the machine, which somebody may set */
    public Application(Settings settings, Supplier<Settings> reader, Clock clock) {
        this.settings = settings;
        this.reader = reader;
        this.clock = clock;
        this.services = new Services(settings, clock, Meters.registry());
        services.names().forEach(main::bind);
        main.setPropertyPlaceholderLocations("false");
        main.setInitialProperties(properties());
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.addMainListener(new Lifecycle());
    }

    private Properties properties() {
        var properties = CamelProperties.of(settings);
        properties.setProperty("camel.server.enabled", "true");
        properties.setProperty("camel.server.host", settings.http().host());
        properties.setProperty(
                "camel.server.port", Integer.toString(settings.http().port()));
        return properties;
    }

    /**
     * Runs until the process is told to stop.
     *
     * @return the exit code: 0 after an orderly end, 2 when the start was refused
     */
    public int run() throws Exception {
        begin();
        main.run();
        if (refusal != null) {
            LOG.error(Redaction.NAMES_USER, refusal);
            return 2;
        }
        return main.getExitCode();
    }

    public CamelContext context() {
        return main.getCamelContext();
    }

    /** Why the start was refused; null: it was not. */
    public String refusal() {
        return refusal;
    }

    private void refuse(String reason) {
        refusal = reason;
        askToStop();
    }

    /** Returns at once; {@link #run} ends when everything is closed. */
    public void askToStop() {
        main.getShutdownStrategy().shutdown();
    }

    /** Begun before Camel starts, on the other core: judging the files and preparing the database. */
    private void begin() {
        files = new RouteFiles(settings.routes());
        // Before the files are read, so that what is saved meanwhile is seen afterwards.
        watch = settings.reload()
                ? Optional.of(new Watch(files, settings.source().resolve("application.properties")))
                : Optional.empty();
        judged = new Ahead<>("orchestratorm8-judge", () -> Check.inspection(settings, files.read()));
        migrated = new Ahead<>("orchestratorm8-migrate", () -> {
            new Migration(services.dataSource, settings.database().cptm8Schema()).run();
            return true;
        });
    }

    private void prepare(CamelContext context) {
        // Before the first route is there.
        var router = router(context);
        services.api.gatekeeper().stand(router);
        router.get("/api/events").handler(services.events);
        var running = new RunTimeSettings(settings, reader, services::use);
        var desk = new Desk(
                files,
                () -> new Rules(running.settings(), services.names().keySet()),
                context,
                settings.dispatch().drain());
        conductor = new Conductor(running, services, context, desk, watch, migrated, this::refuse);
        conductor.look(judged.result());
        timers.start();
        conducting = new Thread(conductor, "orchestratorm8-conductor");
        conducting.setDaemon(true);
        conducting.start();
        clockWatch = new ClockWatch(clock, System::nanoTime, this::clockWasSet).start();
    }

    private VertxPlatformHttpRouter router(CamelContext context) {
        var name = VertxPlatformHttpRouter.getRouterNameFromPort(settings.http().port());
        return Objects.requireNonNull(VertxPlatformHttpRouter.lookup(context, name), "the HTTP server has no router");
    }

    private void clockWasSet(Duration step) {
        timers.reset();
        if (step.isNegative()) {
            conductor.clockSetBack();
        }
    }

    private final class Lifecycle extends MainListenerSupport {

        @Override
        public void afterConfigure(BaseMainSupport configured) {
            timers = Timers.heldIn(configured.getCamelContext());
        }

        @Override
        public void afterStart(BaseMainSupport started) {
            prepare(started.getCamelContext());
        }

        @Override
        public void beforeStop(BaseMainSupport stopping) {
            LOG.info("Stopping: nothing new is claimed; waiting for the broker's word on what is out.");
            services.events.close();
            services.broker.rest();
            limits = new EndLimits(
                    settings.dispatch().drain(),
                    () -> services.broker.giveUp("it did not answer before the end"),
                    services.dataSource::close);
            var lastNotices = new LastNotices(stopping.getCamelContext(), services);
            services.session.resign();
            if (conductor != null) {
                clockWatch.close();
                conductor.stop();
                try {
                    conducting.join(1000);
                    lastNotices.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public void afterStop(BaseMainSupport stopped) {
            try {
                var released = new Release(services.dataSource).release(services.claims.unsettled());
                if (released > 0) {
                    LOG.info("Handed back {} requests that were claimed and not settled.", released);
                }
            } catch (SQLException e) {
                LOG.warn("The leases could not be handed back ({}); they lapse by themselves.", e.getMessage());
            }
            services.close();
            limits.close();
            LOG.info("Stopped.");
        }
    }
}
