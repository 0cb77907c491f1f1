package io.cptm8.orchestratorm8.postgres.listen;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs its route each time there may be work, in one or more lanes.
 *
 * <p>Wake-ups are coalesced: any number that come while a lane is busy make one more run. A run that says there is
 * more (exchange property {@link #AGAIN}) is followed by the next at once and wakes a second lane.
 */
public final class PgListenConsumer extends DefaultConsumer {

    /** Exchange property, Boolean: the run found as much as it can take, so there may be more. */
    public static final String AGAIN = "CamelPgListenAgain";

    private static final Logger LOG = LoggerFactory.getLogger(PgListenConsumer.class);

    private final PgListenEndpoint endpoint;
    private final ListenSession session;
    private final Lookout lookout;
    private final Semaphore wakeUps = new Semaphore(0);

    private volatile boolean failing;
    private long sweepMillis;
    private long lookAgainMillis;
    private ExecutorService lanes;

    PgListenConsumer(PgListenEndpoint endpoint, Processor processor, ListenSession session, Lookout lookout) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.session = session;
        this.lookout = lookout;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        sweepMillis = endpoint.sweepMillis();
        lookAgainMillis = endpoint.lookAgainMillis();
        wakeUps.drainPermits();
        // The first look at once: a route that takes another's place goes on where that one was.
        wakeUps.release();
        lanes = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newFixedThreadPool(this, "orchestratorm8-" + getRouteId(), endpoint.lanes());
        for (int lane = 0; lane < endpoint.lanes(); lane++) {
            lanes.execute(this::work);
        }
        lookout.add(this);
    }

    @Override
    protected void doStop() throws Exception {
        lookout.remove(this);
        wakeUps.release();
        getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .shutdownGraceful(lanes, TimeUnit.SECONDS.toMillis(10));
        super.doStop();
    }

    /** There may be work. Returns at once. */
    void wake() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    private void work() {
        while (isRunAllowed()) {
            try {
                wakeUps.acquire();
                wakeUps.drainPermits();
                if (mayRun() && run()) {
                    lookout.lookWithin(lookAgainMillis);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        // Any wake-up may have been drained by a lane that ends: each hands the stop on to the next.
        wakeUps.release();
    }

    long sweepMillis() {
        return sweepMillis;
    }

    long lookAgainMillis() {
        return lookAgainMillis;
    }

    /** Whether it would run when woken. */
    boolean mayRun() {
        return isRunAllowed() && (!endpoint.leaderOnly() || session.isLeader());
    }

    /** Runs the route until it says that there is no more; answers whether it ever said that there is. */
    private boolean run() {
        var found = false;
        while (mayRun()) {
            var exchange = createExchange(false);
            Exception failure;
            boolean again;
            try {
                getProcessor().process(exchange);
                failure = exchange.getException();
            } catch (Exception e) {
                failure = e;
            } finally {
                again = exchange.getProperty(AGAIN, false, Boolean.class);
                releaseExchange(exchange, false);
            }
            report(failure);
            if (failure != null || !again) {
                return found;
            }
            found = true;
            wake();
        }
        return found;
    }

    /** One line when it begins to fail and one when it is over, not one for each look. */
    private void report(Exception failure) {
        if (failure == null && failing) {
            failing = false;
            LOG.info("{}: works again.", getRouteId());
        } else if (failure != null && !failing) {
            failing = true;
            LOG.warn(
                    "{}: cannot look for work ({}). Nothing is lost; looking again every {} ms.",
                    getRouteId(),
                    cause(failure),
                    sweepMillis);
            LOG.debug("{}: the failure in full", getRouteId(), failure);
        }
    }

    private static String cause(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
