package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.config.Redaction;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.deploy.Deployer;
import io.cptm8.orchestratorm8.deploy.RouteFiles;
import io.cptm8.orchestratorm8.scanner.Scanner;
import io.cptm8.orchestratorm8.scanner.ScannerStates.Phase;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running application: Camel Main with the services, the routes and an orderly end.
 *
 * <p>The order of the end: no new claim, receipts for what is out, verdicts written, leases handed back, connections
 * closed.
 */
public final class Application {

    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private final Settings settings;
    private final Services services;
    private final Main main = new Main(getClass());
    private volatile Timers timers;
    private volatile EndLimits limits;
    private volatile Preparation preparation;
    private volatile Thread preparing;
    private volatile String refusal;

    public Application(Settings settings) {
        this.settings = settings;
        this.services = new Services(settings, Clock.systemUTC());
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

    private void prepare(CamelContext context) {
        var deployer = new Deployer(context, new RouteFiles(settings.routes()), CamelProperties.placeholders(settings));
        deployer.loadShared();
        timers.start();
        var scanners = deployer.readScanners();
        deployer.problems()
                .forEach(problem ->
                        LOG.error("{}. That file is left out; the others run. Correct it and start again.", problem));
        services.states.leftOut(deployer.problems(), deployer.missing());
        var enabled = scanners.stream().filter(Scanner::enabled).toList();
        services.waitingGauges.show(names(enabled));
        scanners.forEach(scanner -> services.states.set(
                scanner.name(), scanner.enabled() ? Phase.WAITING_FOR_DATABASE : Phase.DISABLED, ""));
        preparation = new Preparation(settings, services, context, deployer, enabled, this::refuse);
        preparing = new Thread(preparation, "orchestratorm8-prepare");
        preparing.setDaemon(true);
        preparing.start();
    }

    private static Set<String> names(List<Scanner> scanners) {
        return scanners.stream().map(Scanner::name).collect(Collectors.toUnmodifiableSet());
    }

    private final class Lifecycle extends MainListenerSupport {

        @Override
        public void afterConfigure(BaseMainSupport configured) {
            Services.registerPools(configured.getCamelContext());
            timers = Timers.heldIn(configured.getCamelContext());
        }

        @Override
        public void afterStart(BaseMainSupport started) {
            prepare(started.getCamelContext());
        }

        @Override
        public void beforeStop(BaseMainSupport stopping) {
            LOG.info("Stopping: nothing new is claimed; waiting for the broker's word on what is out.");
            services.broker.rest();
            limits = new EndLimits(
                    settings.dispatch().drain(),
                    () -> services.broker.giveUp("it did not answer before the end"),
                    services.dataSource::close);
            if (preparation != null) {
                preparation.stop();
                try {
                    preparing.join(1000);
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
