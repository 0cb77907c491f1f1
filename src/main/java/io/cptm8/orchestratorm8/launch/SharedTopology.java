package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.rabbitmq.Topology;
import io.cptm8.orchestratorm8.rabbitmq.TopologyException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What no scanner's file declares. A broker that refuses it keeps no scanner from running. */
final class SharedTopology {

    private static final Logger LOG = LoggerFactory.getLogger(SharedTopology.class);
    private static final List<String> OTHER_EXCHANGES = List.of("notification", "scheduler");
    private static final int OBSERVER_LENGTH = 10_000;

    private final Services services;
    private final Duration retryDelay;
    private long nextAttempt = System.nanoTime();
    private boolean declared;
    private boolean observes;

    SharedTopology(Services services, Duration retryDelay) {
        this.services = services;
        this.retryDelay = retryDelay;
    }

    /** Declares it, if it is not and it is time for an attempt. */
    void declare() {
        if (declared || System.nanoTime() - nextAttempt < 0) {
            return;
        }
        nextAttempt = System.nanoTime() + retryDelay.toNanos();
        try {
            observes = observer();
            for (var exchange : OTHER_EXCHANGES) {
                exchange(exchange);
            }
            declared = true;
        } catch (IOException e) {
            LOG.debug("The broker is not there yet", e);
        }
    }

    /** After a reconnect: one without its exchange takes no notification. */
    void declareAgain() {
        try {
            exchange("notification");
        } catch (IOException e) {
            LOG.debug("The broker is gone again", e);
        }
    }

    boolean isDeclared() {
        return declared;
    }

    /** Whether hand-overs can be heard. */
    boolean observes() {
        return observes;
    }

    private boolean observer() throws IOException {
        try {
            services.topology.declareObserver(Topology.OBSERVED, "orchestratorm8.observer", "cptm8.#", OBSERVER_LENGTH);
            return true;
        } catch (TopologyException e) {
            LOG.warn("The scanners' hand-overs are not heard: {} Everything else runs.", e.getMessage());
            return false;
        }
    }

    private void exchange(String exchange) throws IOException {
        try {
            services.topology.declareExchange(exchange);
        } catch (TopologyException e) {
            LOG.warn("Exchange {} is left as it is: {}", exchange, e.getMessage());
        }
    }
}
