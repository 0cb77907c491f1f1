package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.config.SettingsChange;
import io.cptm8.orchestratorm8.config.SettingsChange.Change;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings that run. Reads them again when it is asked to, uses what can be used at once, keeps the last good ones
 * when something is wrong, and says each thing once.
 */
final class RunTimeSettings {

    private static final Logger LOG = LoggerFactory.getLogger(RunTimeSettings.class);
    private static final String KEPT = "The last good values stay in force.";
    private static final String AGAIN = " The file is read again when it is saved.";

    private final Supplier<Settings> reader;
    private final Consumer<Settings> use;
    private volatile Settings settings;
    private volatile List<String> problems = List.of();
    private volatile List<Change> restartNeeded = List.of();

    /**
     * @param settings of the start
     * @param reader reads the file as it is now; throws {@link ConfigurationException}
     * @param use hands changed settings to those who use them
     */
    RunTimeSettings(Settings settings, Supplier<Settings> reader, Consumer<Settings> use) {
        this.settings = settings;
        this.reader = reader;
        this.use = use;
    }

    /** Those that run. */
    Settings settings() {
        return settings;
    }

    /** What is wrong with the file as it was read last, a text each; empty: nothing. */
    List<String> problems() {
        return problems;
    }

    /** Keys whose value in the file, as it was last right, is not the one in force. */
    List<Change> restartNeeded() {
        return restartNeeded;
    }

    /**
     * Reads the file again.
     *
     * @return what is used from now on; empty: nothing changed that can be used at once, or the file is wrong
     */
    synchronized Optional<SettingsChange> reread() {
        try {
            var change = SettingsChange.between(settings, reader.get());
            right();
            compare(change.afterRestart());
            if (change.now().isEmpty()) {
                return Optional.empty();
            }
            apply(change);
            return Optional.of(change);
        } catch (ConfigurationException e) {
            wrong(e.problems(KEPT).stream().map(problem -> problem + AGAIN).toList());
            return Optional.empty();
        }
    }

    private void right() {
        if (!problems.isEmpty()) {
            problems = List.of();
            LOG.info("Nothing is wrong with application.properties any more.");
        }
    }

    private void wrong(List<String> found) {
        var told = problems;
        problems = found;
        found.stream().filter(problem -> !told.contains(problem)).forEach(LOG::error);
    }

    private void compare(List<Change> needed) {
        var told = restartNeeded;
        restartNeeded = needed;
        needed.stream()
                .filter(change -> !told.contains(change))
                .forEach(change -> LOG.warn(
                        "{} changed from {} to {} in application.properties; restart to use it. {} is in force.",
                        change.key(),
                        text(change.was()),
                        text(change.is()),
                        text(change.was())));
        told.stream()
                .filter(change -> needed.stream().noneMatch(other -> other.key().equals(change.key())))
                .forEach(change -> LOG.info(
                        "{} is {} in application.properties again, as it is in force.",
                        change.key(),
                        text(change.was())));
    }

    private void apply(SettingsChange change) {
        // Said under the more talkative of the two levels, or a change from or to WARN would not be heard.
        var heard = LOG.isInfoEnabled();
        if (heard) {
            change.now().forEach(RunTimeSettings::tell);
        }
        use(change.merged());
        if (!heard) {
            change.now().forEach(RunTimeSettings::tell);
        }
    }

    private void use(Settings merged) {
        if (!merged.log().level().equals(settings.log().level())) {
            Logging.level(merged.log().level());
        }
        settings = merged;
        use.accept(merged);
    }

    private static void tell(Change change) {
        if (change.is().isEmpty()) {
            LOG.info("{} is gone; it was {}.", change.key(), text(change.was()));
        } else {
            LOG.info(
                    "{} is now {}; it was {}.",
                    change.key(),
                    text(change.is()),
                    change.was().orElse("not there"));
        }
    }

    private static String text(Optional<String> value) {
        return value.orElse("nothing");
    }
}
