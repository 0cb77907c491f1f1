package io.cptm8.orchestratorm8.dispatch;

import io.cptm8.orchestratorm8.config.Durations;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.rabbitmq.publish.PublishHeaders;
import io.cptm8.orchestratorm8.scanner.Scanner;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Puts the terms of a new claim on the exchange, for claim.sql and settle.sql: how many, for how long, under which
 * token, and how a retry is spaced.
 */
public final class ClaimTerms implements Processor {

    static final String SCANNER = "scanner";
    static final String CLAIM = "claim";
    static final String CLAIMED_AT = "claimedAt";
    /**
     * When the lease is over. It is counted from before the claim is sent, and so never ends later here than in the
     * database. That clock goes on while the process stands still (SIGSTOP, a pause of the collector), but not while
     * the machine is suspended.
     */
    static final String NOT_AFTER = PublishHeaders.NOT_AFTER;

    static final String BATCH = "batch";

    private volatile Settings.Dispatch settings;
    private final Claims claims;
    private final Map<String, Scanner> scanners = new ConcurrentHashMap<>();

    public ClaimTerms(Settings.Dispatch settings, Claims claims) {
        this.settings = settings;
        this.claims = claims;
    }

    /** From the next claim on. */
    public void use(Settings.Dispatch fresh) {
        settings = fresh;
    }

    /** From the next claim on, these are the terms of a scanner's claims. */
    public void put(Scanner scanner) {
        scanners.put(scanner.name(), scanner);
    }

    @Override
    public void process(Exchange exchange) {
        var scanner = scanners.get(exchange.getFromRouteId());
        var terms = settings;
        var message = exchange.getMessage();
        message.setHeader(SCANNER, scanner.name());
        message.setHeader(CLAIM, claims.open(scanner.name()));
        var now = System.nanoTime();
        message.setHeader(CLAIMED_AT, now);
        message.setHeader(NOT_AFTER, now + terms.lease().toNanos());
        message.setHeader(BATCH, batch(scanner, terms));
        message.setHeader("whole", scanner.startsRing());
        message.setHeader("waitingSatisfies", scanner.startsRing());
        message.setHeader("lease", Durations.seconds(terms.lease()));
        message.setHeader("retryDelay", Durations.seconds(terms.retryDelay()));
        message.setHeader("retryMaximum", Durations.seconds(terms.retryMaximum()));
        message.setHeader("attempts", terms.attempts());
    }

    /** No more than the throttle lets through in a quarter of the lease: a lease must not lapse in the throttle. */
    private static int batch(Scanner scanner, Settings.Dispatch terms) {
        if (scanner.startsRing()) {
            return terms.batch();
        }
        var within = Durations.seconds(terms.lease()) / 4 * scanner.rate();
        return (int) Math.max(1, Math.min(terms.batch(), within));
    }
}
