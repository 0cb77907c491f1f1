package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.postgres.Migration;
import io.cptm8.orchestratorm8.scanner.Registration;
import io.cptm8.orchestratorm8.scanner.Rings;
import io.cptm8.orchestratorm8.scanner.Scanner;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must be true of the database: our schema is there, and the scanners are registered as their files say. */
final class DatabaseStep {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseStep.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(200);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

    private final Settings.Database settings;
    private final Services services;
    private final Ahead<Boolean> ahead;
    private boolean migrated;
    private List<Scanner> registered;
    private Duration delay = FIRST_DELAY;
    private long nextAttempt = System.nanoTime();
    private String lastComplaint = "";
    private Map<String, List<String>> openRings = Map.of();

    /** @param ahead a first attempt to migrate, which may still be going on */
    DatabaseStep(Settings.Database settings, Services services, Ahead<Boolean> ahead) {
        this.ahead = ahead;
        this.settings = settings;
        this.services = services;
    }

    /**
     * Registers the scanners, if they are not already and it is time for an attempt. Says what is wrong, once.
     *
     * @return whether these are registered
     * @throws io.cptm8.orchestratorm8.postgres.UnfitException when another attempt would not help
     */
    boolean register(List<Scanner> scanners) {
        if (scanners.equals(registered)) {
            return true;
        }
        if (System.nanoTime() - nextAttempt < 0) {
            return false;
        }
        try {
            attempt(scanners);
            return true;
        } catch (SQLException | FlywayException e) {
            complain("PostgreSQL at %s cannot be used yet (%s). %s; trying again, at least every 5 s."
                    .formatted(
                            settings.where(),
                            root(e),
                            migrated
                                    ? "The change of scanners is not registered; what ran before runs"
                                    : "Nothing is dispatched"));
            nextAttempt = System.nanoTime() + delay.toNanos();
            delay = delay.multipliedBy(2).compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay.multipliedBy(2);
            return false;
        }
    }

    /** Whether {@link #register} has ever succeeded. */
    boolean isPrepared() {
        return registered != null;
    }

    private void attempt(List<Scanner> scanners) throws SQLException {
        if (!migrated && ahead.result().isEmpty()) {
            new Migration(services.dataSource, settings.cptm8Schema()).run();
        }
        migrated = true;
        new Registration(services.dataSource).register(scanners);
        if (registered == null) {
            services.states.prepared();
            LOG.info("Connected to PostgreSQL at {}, database {}.", settings.where(), settings.name());
        }
        sayOpenRings(scanners);
        registered = scanners;
        delay = FIRST_DELAY;
        lastComplaint = "";
    }

    /** Once, until it is another. */
    private void sayOpenRings(List<Scanner> scanners) {
        var open = Rings.open(scanners);
        open.forEach((end, names) -> {
            if (!names.equals(openRings.get(end))) {
                LOG.warn("{}: in no ring, since {}. {}", String.join(", ", names), end, Rings.WITHOUT);
            }
        });
        if (open.isEmpty() && !openRings.isEmpty()) {
            LOG.info("The ring is closed again.");
        }
        openRings = open;
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
