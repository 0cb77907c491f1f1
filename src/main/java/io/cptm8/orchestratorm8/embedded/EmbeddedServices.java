package io.cptm8.orchestratorm8.embedded;

import io.cptm8.orchestratorm8.launch.BroughtServices;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that the application needs, on this machine only and for as long as it runs. */
public final class EmbeddedServices implements BroughtServices {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServices.class);

    /** One class of each library that a normal launch does not have. */
    private static final List<String> NEEDED =
            List.of("io.zonky.test.db.postgres.embedded.EmbeddedPostgres", "org.apache.qpid.server.SystemLauncher");

    private final ScanPace pace;

    private EmbeddedDatabase database;
    private EmbeddedBroker broker;
    private SimulatedScanners scanners;

    /** With scanners at a pace that can be followed by eye. */
    public EmbeddedServices() {
        this(ScanPace.READABLE);
    }

    /** With scanners at the given pace. */
    public EmbeddedServices(ScanPace pace) {
        this.pace = pace;
    }

    /** {@inheritDoc} */
    @Override
    public synchronized Map<String, String> start(PrintStream out) throws Exception {
        NEEDED.forEach(EmbeddedServices::requireClass);
        try {
            startDatabaseAndBroker(queuesThatAreWorkedOn());
            scanners = new SimulatedScanners(broker.address(), pace, out);
            scanners.start();
        } catch (Exception e) {
            close();
            throw e;
        }
        describe(out);
        return environment(database.address());
    }

    /** {@inheritDoc} */
    @Override
    public synchronized Map<String, String> startEmpty() throws Exception {
        NEEDED.forEach(EmbeddedServices::requireClass);
        try {
            startDatabaseAndBroker(EmbeddedBroker.CPTM8_QUEUES);
            return environment(database.newDatabase("empty"));
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /** {@inheritDoc} */
    @Override
    public synchronized void close() {
        close(scanners);
        close(broker);
        close(database);
    }

    /** They take one start beside the one that is worked on, as on RabbitMQ: this broker counts both. */
    static List<BoundedQueue> queuesThatAreWorkedOn() {
        return EmbeddedBroker.CPTM8_QUEUES.stream()
                .map(queue -> new BoundedQueue(queue.name(), queue.maxLength() + 1))
                .toList();
    }

    private static void requireClass(String name) {
        try {
            Class.forName(name, false, EmbeddedServices.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "Embedded services were not started: their libraries are kept apart from the application's and are "
                            + "not on the class path (" + name + "). Add them, or launch without embedded services",
                    e);
        }
    }

    /** At the same time, since the database mostly waits for a process of its own. */
    private void startDatabaseAndBroker(List<BoundedQueue> queues) throws Exception {
        var starting = new FutureTask<>(EmbeddedDatabase::start);
        new Thread(starting, "embedded-postgresql").start();
        try {
            broker = new EmbeddedBroker(queues);
        } finally {
            database = await(starting);
        }
    }

    private static EmbeddedDatabase await(FutureTask<EmbeddedDatabase> starting) throws Exception {
        try {
            return starting.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private void describe(PrintStream out) {
        out.print("""
                Embedded PostgreSQL and broker are up, with simulated scanners; all of it is gone when this stops.
                  database  %s
                  broker    %s
                Add a domain from another terminal:
                  psql '%1$s' -c "INSERT INTO cptm8domain (name) VALUES ('shop.example.com')"
                Let a scanner die, stall, warn or double, and see what is noticed:  %3$s simulate stall naabum8
                """.formatted(
                        database.address().uri(),
                        broker.address().uri(),
                        System.getProperty("orchestratorm8.command", "orchestratorm8")));
    }

    private Map<String, String> environment(DatabaseAddress postgresql) {
        var rabbitmq = broker.address();
        return Map.ofEntries(
                Map.entry("POSTGRESQL_HOSTNAME", postgresql.host()),
                Map.entry("POSTGRESQL_PORT", Integer.toString(postgresql.port())),
                Map.entry("POSTGRESQL_DB", postgresql.name()),
                Map.entry("POSTGRESQL_USERNAME", postgresql.user()),
                Map.entry("POSTGRESQL_PASSWORD", postgresql.password()),
                // The scanners' clock is ours.
                Map.entry("ORCHESTRATORM8_RING_CLOCK_SKEW", "0"),
                // No simulated hop takes 10 s, and one that stalls is started again within half a minute.
                Map.entry("ORCHESTRATORM8_RING_LATE_FLOOR", "6s"),
                Map.entry("ORCHESTRATORM8_RING_LATE_CEILING", "10s"),
                Map.entry("RABBITMQ_HOSTNAME", rabbitmq.host()),
                Map.entry("RABBITMQ_PORT", Integer.toString(rabbitmq.port())),
                Map.entry("RABBITMQ_VHOST", rabbitmq.virtualHost()),
                Map.entry("RABBITMQ_USERNAME", rabbitmq.user()),
                Map.entry("RABBITMQ_PASSWORD", rabbitmq.password()));
    }

    /** One service that does not stop must not keep the next from being stopped. */
    private static void close(AutoCloseable service) {
        try {
            if (service != null) {
                service.close();
            }
        } catch (Exception e) {
            LOG.warn("{}", e.getMessage(), e);
        }
    }
}
