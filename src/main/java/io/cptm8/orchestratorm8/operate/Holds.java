package io.cptm8.orchestratorm8.operate;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.config.Durations;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.postgres.Statements;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;

/**
 * Holds scanners and lets them go on.
 *
 * <p>Every method throws {@link RefusedException} for what is refused, and {@link ConfigurationException} when the database cannot be used;
 * then nothing was changed.
 */
public final class Holds {

    /**
     * What a deed came to.
     *
     * @param before holds of the scanner that it was about, or all
     * @param now all that are in force afterwards
     */
    public record Change(List<Held> before, List<Held> now) {}

    private final Settings.Database settings;

    public Holds(Settings.Database settings) {
        this.settings = settings;
    }

    /**
     * Holds a scanner, or all; one that is held already gets this reason and end instead.
     *
     * @param until null: not until a certain moment
     * @param length by the database's clock; null: with {@code until} null too, it has an open end
     */
    public Change hold(Deed deed, String reason, OffsetDateTime until, Duration length) {
        return Transaction.of(settings, deed, session -> {
            var before = Held.now(session).stream()
                    .filter(each -> Objects.equals(each.scanner(), deed.scanner()))
                    .toList();
            try (var statement = Statements.prepare(
                    session,
                    "/operate/hold.sql",
                    deed.scanner(),
                    reason,
                    deed.who(),
                    until,
                    length == null ? null : Durations.seconds(length))) {
                statement.execute();
            }
            return new Change(before, Held.now(session));
        });
    }

    /** Ends the hold of a scanner, or all holds there are. */
    public Change resume(Deed deed) {
        return Transaction.of(settings, deed, session -> {
            var before = Held.now(session).stream()
                    .filter(each -> deed.scanner() == null || deed.scanner().equals(each.scanner()))
                    .toList();
            try (var statement = Statements.prepare(session, "/operate/resume.sql", deed.scanner(), deed.who())) {
                statement.execute();
            }
            return new Change(before, Held.now(session));
        });
    }

    /** Writes down that this was refused before the database was asked, and answers what to throw. */
    public RefusedException refuse(Deed deed, String message) {
        try {
            return Transaction.of(settings, deed, session -> {
                throw new RefusedException(message);
            });
        } catch (RefusedException refused) {
            return refused;
        }
    }
}
