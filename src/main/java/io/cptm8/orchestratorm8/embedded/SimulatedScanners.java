package io.cptm8.orchestratorm8.embedded;

import com.rabbitmq.client.Connection;
import io.cptm8.orchestratorm8.simulation.Answer;
import io.cptm8.orchestratorm8.simulation.Conduct;
import io.cptm8.orchestratorm8.simulation.Order;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Scanners that only pretend: the four of the ring, each of which starts the next, and one that takes a message for
 * each domain. They work against any AMQP 0-9-1 broker.
 *
 * <p>They declare nothing of the platform's. A scanner joins as soon as its queue exists and stays; what is not there is
 * looked for again and again, since the application declares its queues when it likes. The one queue of their own is
 * that by which a person tells them to misbehave.
 */
public final class SimulatedScanners implements AutoCloseable {

    /** The demonstration scanner that takes one message for each domain; its queue is {@code qtakeoverm8}. */
    public static final String DOMAIN_SCANNER = "takeoverm8";

    private static final int LOOK_AGAIN_MILLIS = 500;
    private static final int CLOSE_TIMEOUT_MILLIS = 2_000;

    private final BrokerAddress broker;
    private final ScheduledExecutorService clock;
    private final List<SimulatedScanner> scanners;

    private Connection connection;

    /**
     * Prepares the scanners; {@link #start} lets them work.
     *
     * @param broker where their queues are
     * @param pace how long they take
     * @param out gets one line for each event
     */
    public SimulatedScanners(BrokerAddress broker, ScanPace pace, PrintStream out) {
        this.broker = broker;
        // What is due after the end is of no interest to anyone.
        clock = new ScheduledThreadPoolExecutor(1, SimulatedScanners::daemon, new DiscardPolicy());
        var journal = new ScanJournal(out);
        scanners = List.of(
                new RingScanner(new HandOver("asmm8", "naabum8"), pace.hop(), Duration.ZERO, clock, journal),
                new RingScanner(new HandOver("naabum8", "katanam8"), pace.hop(), Duration.ZERO, clock, journal),
                new RingScanner(new HandOver("katanam8", "num8"), pace.hop(), Duration.ZERO, clock, journal),
                new RingScanner(new HandOver("num8", "asmm8"), pace.hop(), pace.rest(), clock, journal),
                new DomainScanner(DOMAIN_SCANNER, pace.domain(), clock, journal));
    }

    /**
     * Connects and starts looking for queues. A connection that breaks later comes back by itself.
     *
     * @throws IOException when the broker cannot be reached or refuses the user
     */
    public synchronized void start() throws IOException {
        try {
            connection = broker.connectionFactory().newConnection("simulated scanners");
        } catch (TimeoutException e) {
            throw new IOException("No answer from " + broker, e);
        }
        new OrderDesk(clock, this::obey).open(connection);
        scanners.forEach(scanner -> clock.execute(() -> join(scanner)));
    }

    /** Stops scanning; what was not acknowledged goes back to its queue. Safe to call twice. */
    @Override
    public synchronized void close() {
        clock.shutdownNow();
        if (connection != null) {
            connection.abort(CLOSE_TIMEOUT_MILLIS);
        }
    }

    private Answer obey(Order order) {
        var conduct = order.conduct();
        var wanted = order.scanner().isPresent()
                ? scanners.stream()
                        .filter(each -> each.name().equals(order.scanner().get()))
                        .toList()
                : conduct == Conduct.NORMAL ? scanners : List.of(atWork());
        if (wanted.isEmpty()) {
            return new Answer(
                    false,
                    "There is no simulated scanner %s; there are %s. Nothing was told."
                            .formatted(order.scanner().orElse(""), names(scanners)));
        }
        for (var each : wanted) {
            var wasDead = each.conduct() == Conduct.DIE;
            if (!each.told(conduct)) {
                return new Answer(
                        false,
                        "%s takes one domain after the other and hands over to nobody: it can only die. Nothing was told."
                                .formatted(each.name()));
            }
            if (wasDead && each.conduct() != Conduct.DIE) {
                join(each);
            }
        }
        return new Answer(
                true,
                wanted.size() > 1 ? "All of them work as they should." : names(wanted) + " " + conduct.effect() + ".");
    }

    /** Of the ring; between two scans the one that begins a round. */
    private SimulatedScanner atWork() {
        return scanners.stream()
                .filter(each -> each.works() && each.canBe(Conduct.STALL))
                .findFirst()
                .orElse(scanners.get(0));
    }

    private static String names(List<SimulatedScanner> scanners) {
        return scanners.stream().map(SimulatedScanner::name).collect(Collectors.joining(", "));
    }

    private void join(SimulatedScanner scanner) {
        // Who dies and comes back while its queue is looked for would be looked for twice.
        if (scanner.conduct() == Conduct.DIE || scanner.listens()) {
            return;
        }
        try {
            if (queueExists(scanner.queue())) {
                scanner.consume(connection.createChannel(), () -> joinLater(scanner));
                return;
            }
        } catch (IOException | TimeoutException | RuntimeException e) {
            // The connection is on its way back, or the queue has just been deleted: the next look tells.
        }
        joinLater(scanner);
    }

    private void joinLater(SimulatedScanner scanner) {
        clock.schedule(() -> join(scanner), LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Asks on a channel of its own, because the broker closes the channel when the answer is no. */
    private boolean queueExists(String queue) throws IOException, TimeoutException {
        try (var channel = connection.createChannel()) {
            channel.queueDeclarePassive(queue);
            return true;
        } catch (IOException missing) {
            return false;
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = Executors.defaultThreadFactory().newThread(work);
        thread.setDaemon(true);
        thread.setName("simulated-scanners");
        return thread;
    }
}
